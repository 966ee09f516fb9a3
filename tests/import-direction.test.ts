import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Import, importsOf, root, sourceFiles } from './source-files';

const [language, interpreter, ui, commands] = ['language', 'interpreter', 'ui', 'commands'].map(
  (room) => `packages/asl/src/${room}`,
) as [string, string, string, string];
const localAws = 'packages/local-aws';
const asl = [language, interpreter, ui, commands];

/** The folders that a folder may import from, besides itself. Other imports are rejected. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  [language]: [],
  [interpreter]: [language],
  [ui]: [language, interpreter],
  [commands]: [language, interpreter, ui],
  'packages/asl': asl,
  'packages/packing': [language, ui],
  [localAws]: asl,
  'offline-reader': [language, localAws],
  operations: [...asl, localAws, 'environments'],
  environments: [language],
  stacks: [language, 'environments', 'functions'],
  'main.ts': ['stacks'],
  functions: [],
  samples: [localAws],
};

/** `asl local` and `asl ui` load the package local-aws if it is there. */
const lazyEntries = [
  { file: `${commands}/local.ts`, target: `${localAws}/src/commands/index.ts` },
  { file: `${commands}/ui/choose-source.ts`, target: `${localAws}/src/ui/index.ts` },
];

/** The command, and the app, are bundled when they start from the sources, by plain JavaScript beside them. */
const bundling = [
  'packages/packing/pack-package.ts packages/asl/bundle-in-two.js',
  'stacks/synthesise.js packages/asl/name-source-lines.js',
];

const sources = sourceFiles();
const imports = sources.flatMap(importsOf).filter(({ file, target }) => !bundling.includes(`${file} ${target}`));
const crossings = imports.filter((each): each is Import & { readonly target: string } => {
  const { file, target } = each;
  return target !== undefined && roomOf(file) !== roomOf(target);
});

function roomOf(path: string): string {
  const room = /^(packages\/asl\/src\/[^/]+|packages\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;
  return room;
}

function packageOf(path: string): string {
  return /^packages\/[^/]+/.exec(path)?.[0] ?? 'application';
}

function importsTypesOnly(file: string, specifier: string): boolean {
  const code = readFileSync(join(root, file), 'utf8');
  const escaped = specifier.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`import type [^;]*from '${escaped}'`).test(code);
}

describe('the direction of imports', () => {
  it('reads every room', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(Object.keys(mayImport).filter((room) => !sources.some((file) => roomOf(file) === room))).toEqual([]);
    expect(crossings.length).toBeGreaterThan(20);
  });

  it('points one way, but for the package that is loaded if it is there', () => {
    const wrong = crossings.filter(({ file, target }) => !(mayImport[roomOf(file)] ?? []).includes(roomOf(target)));
    expect(wrong.map(({ file, target }) => ({ file, target }))).toEqual(lazyEntries);
  });

  it('names a package instead of going into its folder, and not itself', () => {
    const isByName = ({ specifier }: Import) => !specifier.startsWith('.');
    const others = crossings.filter(({ file, target }) => packageOf(file) !== packageOf(target));
    expect(
      others.filter(({ target }) => packageOf(target) !== 'application').filter((each) => !isByName(each)),
    ).toEqual([]);
    const own = imports.filter(({ file, target }) => target !== undefined && packageOf(file) === packageOf(target));
    expect(own.filter(isByName)).toEqual([]);
  });

  it('enters a room by its index only', () => {
    const doors = new RegExp(
      `^(${language}/[a-z-]+/index|${interpreter}/(cases/)?index|${ui}/(page/)?index|${commands}/(index|command-line|asl|main|cost/index|ui/index)|stacks/index|environments/index|functions/process-invoice/document-types)\\.ts$`,
    );
    const others = crossings.filter(({ target }) => roomOf(target) !== localAws);
    expect(others.filter(({ target }) => !doors.test(target))).toEqual([]);
  });

  it('takes only types of the rest into what runs in the browser', () => {
    const page = imports.filter(({ file }) => /(^|[/])ui[/]page[/]/.test(file));
    const outside = page.filter(({ target }) => target !== undefined && !/(^|[/])ui[/]page[/]/.test(target));
    const values = outside.filter(({ file, specifier }) => !importsTypesOnly(file, specifier));
    expect(page.length).toBeGreaterThan(20);
    expect(values.map(({ file, target }) => ({ file, target }))).toEqual([]);
  });

  it('keeps cdktf in main.ts and stacks/, and the AWS provider to deep imports', () => {
    const cdktf = imports.filter(({ specifier }) => /^(cdktf|constructs|@cdktf\/)/.test(specifier));
    expect(cdktf.filter(({ file }) => !['main.ts', 'stacks'].includes(roomOf(file)))).toEqual([]);
    expect(cdktf.filter(({ specifier }) => specifier === '@cdktf/provider-aws')).toEqual([]);
  });

  it('keeps the AWS SDK out of packages/asl', () => {
    const sdk = imports.filter(({ specifier }) => specifier.startsWith('@aws-sdk/'));
    expect(sdk.length).toBeGreaterThan(20);
    expect(sdk.filter(({ file }) => packageOf(file) === 'packages/asl')).toEqual([]);
  });

  it('lets functions/ be by itself, of which the stacks import the list of document types alone', () => {
    const ofFunctions = crossings.filter(({ file, target }) => [file, target].map(roomOf).includes('functions'));
    expect(ofFunctions.map(({ file, target }) => ({ file, target }))).toEqual([
      { file: 'stacks/substitution-values.ts', target: 'functions/process-invoice/document-types.ts' },
    ]);
  });
});
