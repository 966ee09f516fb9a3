import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const folders = ['asl', 'bin', 'environments', 'functions', 'interpreter', 'local', 'samples', 'stacks'];

/** Files that match the message of a library, of Node or of a server: these do not have error codes for it. */
const ofOthers = [
  join('asl', 'expressions', 'jsonata', 'compile-jsonata.ts'),
  join('asl', 'load', 'yaml', 'syntax-diagnostics.ts'),
  join('interpreter', 'run', 'failure.ts'),
  join('local', 'services', 'bedrock', 'model-server', 'server-error.ts'),
];

/** `message.includes(`, `/…/.test(error.message)`, `/…/.exec(messageIn(text))`; a message may be printed, cut or put into another one. */
const matches =
  /\b[mM]essage\)?\??\.(?:includes|startsWith|endsWith|match|matchAll|search|split\((?!'\\n'\)))|\/[a-z]*\.(?:test|exec)\([^()\n]*[mM]essage/;

const sources = folders
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|testdata|node_modules|[/\\]tests[/\\]/.test(path));

describe('messages', () => {
  it('are for people: a program that wants to know what went wrong reads a field', () => {
    const matching = sources.filter((path) => matches.test(readFileSync(join(root, path), 'utf8')));

    expect(matching.sort()).toEqual(ofOthers);
  });

  it.each([
    "if (error.message.includes('taken')) return;",
    "const [, arn] = /'(.*)'/.exec(error.message) ?? [];",
    "return message.startsWith('must have');",
  ])('would be found in %s', (line) => {
    expect(line).toMatch(matches);
  });
});
