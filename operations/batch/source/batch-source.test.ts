import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { batchSource } from './batch-source';

const folder = mkdtempSync(join(tmpdir(), 'batch-source-'));
mkdirSync(join(folder, 'inbox', 'march'), { recursive: true });
for (const name of ['inbox/a.pdf', 'inbox/march/a.pdf', 'inbox/.hidden']) writeFileSync(join(folder, name), 'x');
afterAll(() => rmSync(folder, { recursive: true }));

function manifest(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

it('takes the files of a folder, named as they lie there', () => {
  expect(batchSource('inbox', folder)).toEqual({
    kind: 'files',
    what: 'inbox',
    documents: [
      { path: join(folder, 'inbox/a.pdf'), name: 'a.pdf' },
      { path: join(folder, 'inbox/march/a.pdf'), name: 'march/a.pdf' },
    ],
    skipped: [],
  });
});

it('takes the rows of a CSV, and what is no row of it too: the batch lists it', () => {
  const text = 'key,versionId\nbatch/a.pdf,v1\n"batch/b, 2.pdf"\n,\n';

  expect(batchSource(manifest('a.csv', text), folder)).toEqual({
    kind: 'manifest',
    what: 'a.csv',
    format: 'CSV',
    text,
    rows: [
      { line: 2, members: { key: 'batch/a.pdf', versionId: 'v1' } },
      { line: 3, members: { key: 'batch/b, 2.pdf' } },
      { line: 4, members: { key: '', versionId: '' } },
    ],
  });
});

it('takes the lines of a JSONL', () => {
  expect(batchSource(manifest('a.jsonl', '{"key":"batch/a.pdf"}\n\nno JSON\n'), folder)).toMatchObject({
    format: 'JSONL',
    rows: [
      { line: 1, members: { key: 'batch/a.pdf' } },
      { line: 3, members: {} },
    ],
  });
});

it('takes local files that a manifest names: two of one name apart, one that is named twice as one', () => {
  const inside = { path: join(folder, 'inbox', 'a.pdf'), name: 'inbox/a.pdf' };
  const outside = { path: join(folder, 'a.pdf'), name: `${basename(folder)}/a.pdf` };
  writeFileSync(join(folder, 'a.pdf'), 'y');
  const documentsOf = (text: string) => batchSource(manifest('inbox/files.csv', text), folder);

  expect(documentsOf('file\na.pdf\n../a.pdf\na.pdf\n')).toMatchObject({
    kind: 'files',
    documents: [inside, outside, inside],
  });
  expect(documentsOf('file\n../a.pdf\na.pdf\n')).toMatchObject({ documents: [outside, inside] });
});

it.each([
  ['batch/2026/', { kind: 'prefix', prefix: 'batch/2026/' }],
  ['s3://documents/batch/2026/', { kind: 'prefix', prefix: 'batch/2026/', bucket: 'documents' }],
  ['s3://results/lists/march.csv', { kind: 'stored-manifest', bucket: 'results', key: 'lists/march.csv' }],
])('takes %s for what it says', (named, source) => {
  expect(batchSource(named, folder)).toMatchObject(source);
});

it.each([
  ['none.csv', /there is no file and no folder none\.csv: give a manifest/],
  ['s3://documents/incoming/', /neither a manifest nor a prefix below batch\//],
  [manifest('notes.txt', 'x'), /notes\.txt ends neither in \.csv nor in \.jsonl/],
  [manifest('empty.csv', 'key\n'), /does not name a document/],
  [manifest('mixed.csv', 'file,key\ninbox/a.pdf,\n,batch/a.pdf\n'), /mixed\.csv, line 3: it has no `file`/],
  [manifest('gone.csv', 'file\nnone.pdf\n'), /gone\.csv, line 2: there is no file/],
])('refuses %s', (named, message) => {
  expect(() => batchSource(named, folder)).toThrow(message);
});

it('takes a line of a manifest to its LF or CR LF only', () => {
  const key = 'batch/a\u2028b\u2029c\u0085d.pdf';

  expect(
    batchSource(manifest('lines.jsonl', `\uFEFF${JSON.stringify({ key })}\r\n{"key":\r"e"}`), folder),
  ).toMatchObject({
    rows: [
      { line: 1, members: { key } },
      { line: 2, members: { key: 'e' } },
    ],
  });
  expect(batchSource(manifest('lines.csv', `key\r\n${key}\r\n"x\ry"`), folder)).toMatchObject({
    rows: [{ line: 2, members: { key } }, { members: { key: 'x\ry' } }],
  });
});

it('does not drop a column whose header occurs twice', () => {
  expect(() => batchSource(manifest('twice.csv', 'key,attempt,key\na,1,b\n'), folder)).toThrow(
    'the manifest is not CSV: its header names `key` more than once; name each column once',
  );
});
