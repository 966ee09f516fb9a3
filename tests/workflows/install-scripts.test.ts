import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const { allowScripts } = readJson<{ readonly allowScripts: Readonly<Record<string, boolean>> }>('package.json');
const { packages } = readJson<LockFile>('package-lock.json');

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

function readJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Content;
}

it('names each package with an install script in `allowScripts`, so that npm ci prints no warning', () => {
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(Object.keys(allowScripts).sort()).toEqual(scripted.sort());
});

it('allows only the two whose native module is built where no prebuilt one exists', () => {
  // The others check what their optional packages brought, download them again, or print an advertisement.
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  expect(allowed).toEqual(['@cdktf/node-pty-prebuilt-multiarch', 'classic-level']);
});
