import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { chooseDocuments as choose } from './choose-documents';

let folder: string;

const chooseDocuments = (paths: readonly string[], cwd: string) => choose(paths, cwd).documents;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
  writeFileSync(join(folder, 'a.pdf'), 'a');
  mkdirSync(join(folder, 'more'));
  writeFileSync(join(folder, 'more', 'a.pdf'), 'b');
  writeFileSync(join(folder, '.hidden'), '');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is every file in it, hidden ones left out', () => {
  expect(chooseDocuments([folder], '/')).toEqual([
    { name: 'a.pdf', path: join(folder, 'a.pdf') },
    { name: 'more/a.pdf', path: join(folder, 'more', 'a.pdf') },
  ]);
});

test.each([[['a.pdf', 'more/a.pdf']], [['more/a.pdf', 'a.pdf']]])(
  'files of the same name are named by their folders, whatever their order: %j',
  (paths) => {
    expect(chooseDocuments(paths, folder)).toEqual(
      paths.map((path) => ({
        path: join(folder, path),
        name: path === 'a.pdf' ? `${basename(folder)}/a.pdf` : 'more/a.pdf',
      })),
    );
  },
);

test('a file that is given twice is one document', () => {
  const document = { name: 'a.pdf', path: join(folder, 'a.pdf') };

  expect(chooseDocuments(['a.pdf', './more/../a.pdf', join(folder, 'a.pdf')], folder)).toEqual([document]);
  expect(chooseDocuments([folder, `${folder}/`], '/')).toEqual(chooseDocuments([folder], '/'));
});

test('names that meet again in a folder of one name take a folder more', () => {
  mkdirSync(join(folder, 'other', 'more'), { recursive: true });
  writeFileSync(join(folder, 'other', 'more', 'a.pdf'), 'c');

  expect(chooseDocuments(['more/a.pdf', 'other/more/a.pdf'], folder).map(({ name }) => name)).toEqual([
    `${basename(folder)}/more/a.pdf`,
    'other/more/a.pdf',
  ]);
});

test('a folder with a list is what the list says', () => {
  writeFileSync(
    join(folder, 'documents.yaml'),
    'documents:\n  - { name: x.pdf, file: a.pdf, expect: rejected, reason: EmptyDocument, what: a test }\n  - { name: big.pdf, oversize: true }\n',
  );

  expect(chooseDocuments([folder], '/')).toEqual([
    { name: 'x.pdf', path: join(folder, 'a.pdf'), expect: 'rejected', reason: 'EmptyDocument', what: 'a test' },
    { name: 'big.pdf' },
  ]);
});

test.each([
  ['documents:\n  - { name: x.pdf, file: none.pdf }\n', /none.pdf cannot be read: there is no such file or folder/],
  ['documents:\n  - { name: x.pdf }\n', /documents.yaml: documents.0: must have exactly one of file and oversize/],
  ['documents:\n  - { name: x.pdf, file: a.pdf, expects: stored }\n', /documents.yaml: documents.0: .*expects/],
  ['documents: [', /documents.yaml:1:\d+: error: /],
])('a list that says %j is refused by file and place', (text, message) => {
  writeFileSync(join(folder, 'documents.yaml'), text);

  expect(() => chooseDocuments([folder], '/')).toThrow(message);
});

test('a path that is absent, or a folder among files, is refused before anything starts', () => {
  expect(() => chooseDocuments(['none.pdf'], folder)).toThrow(CannotRunError);
  expect(() => chooseDocuments(['none.pdf'], folder)).toThrow(
    `${join(folder, 'none.pdf')} cannot be read: there is no such file or folder`,
  );
  expect(() => chooseDocuments(['a.pdf', 'more'], folder)).toThrow('more is a folder: use files, or only one folder');
});

test('a folder without files is refused', () => {
  mkdirSync(join(folder, 'empty'));

  expect(() => chooseDocuments(['empty'], folder)).toThrow(/there are no files in .*empty$/);

  symlinkSync('none', join(folder, 'empty', 'odd'));

  expect(() => chooseDocuments(['empty'], folder)).toThrow(
    /there are no files in .*empty that can be read: .*odd: it is a link to nothing/,
  );
});

test('an entry of a folder that cannot be read is skipped, one that is named is refused', () => {
  const odd = join(folder, 'odd');
  symlinkSync('none', odd);

  expect(choose([folder], '/')).toMatchObject({
    documents: [{ name: 'a.pdf' }, { name: 'more/a.pdf' }],
    skipped: [{ path: odd, reason: 'it is a link to nothing' }],
  });
  expect(() => choose(['a.pdf', 'odd'], folder)).toThrow('there is no such file or folder');
});

test('a file that may not be read is refused', () => {
  // root can read every file.
  if (process.getuid?.() === 0) return;
  chmodSync(join(folder, 'a.pdf'), 0);

  expect(() => chooseDocuments(['a.pdf'], folder)).toThrow('it may not be read');
});
