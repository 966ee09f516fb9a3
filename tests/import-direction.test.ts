import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = join(__dirname, '..');
const rooms = ['asl', 'interpreter', 'local', 'stacks', 'environments', 'functions', 'bin', 'samples'];

/** The folders that a folder may import from, besides itself. Other imports are rejected. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  asl: [],
  interpreter: ['asl'],
  local: ['asl', 'interpreter'],
  bin: ['asl', 'interpreter', 'local', 'environments'],
  environments: ['asl'],
  stacks: ['asl', 'environments', 'functions'],
  'main.ts': ['asl', 'stacks', 'environments'],
  functions: [],
  samples: ['local'],
};

const isSource = (path: string) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testdata');
const sources = ['main.ts', ...rooms.flatMap(filesBelow)].filter(isSource);
const imports = sources.flatMap((file) => specifiersOf(file).map((specifier) => ({ file, specifier })));
const crossings = imports
  .filter(({ specifier }) => specifier.startsWith('.'))
  .map(({ file, specifier }) => ({ file, target: normalize(join(dirname(file), specifier)) }))
  .filter(({ file, target }) => roomOf(file) !== roomOf(target));

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
}

function specifiersOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import|require\(|import\()\s*['"]([^'"]+)['"]/g)].map(
    (match) => match[1] as string,
  );
}

function roomOf(path: string): string {
  return path.split('/')[0] as string;
}

describe('the direction of imports', () => {
  it('reads the whole house', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(crossings.length).toBeGreaterThan(20);
  });

  it('points one way', () => {
    const wrong = crossings.filter(({ file, target }) => !(mayImport[roomOf(file)] ?? []).includes(roomOf(target)));
    expect(wrong).toEqual([]);
  });

  it('enters a room by its door only', () => {
    const doors =
      /^(asl\/[a-z-]+|interpreter(\/cases)?|local|stacks|environments|functions\/process-invoice\/document-types)$/;
    expect(crossings.filter(({ target }) => !doors.test(target.replace(/\/index$/, '')))).toEqual([]);
  });

  it('keeps cdktf in main.ts and stacks/, and the AWS provider to deep imports', () => {
    const cdktf = imports.filter(({ specifier }) => /^(cdktf|constructs|@cdktf\/)/.test(specifier));
    expect(cdktf.filter(({ file }) => !['main.ts', 'stacks'].includes(roomOf(file)))).toEqual([]);
    expect(cdktf.filter(({ specifier }) => specifier === '@cdktf/provider-aws')).toEqual([]);
  });

  it('keeps the AWS SDK out of asl/ and interpreter/', () => {
    const sdk = imports.filter(({ specifier }) => specifier.startsWith('@aws-sdk/'));
    expect(sdk.filter(({ file }) => ['asl', 'interpreter'].includes(roomOf(file)))).toEqual([]);
  });

  it('lets functions/ stand alone, of which the stacks take the list of document types alone', () => {
    const ofFunctions = crossings.filter(({ file, target }) => [file, target].map(roomOf).includes('functions'));
    expect(ofFunctions).toEqual([
      { file: 'stacks/substitution-values.ts', target: 'functions/process-invoice/document-types' },
    ]);
  });
});
