import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDataset } from './dataset';

const known = {
  fields: ['invoiceNumber', 'total', 'dueDate'],
  columns: ['description', 'amount'],
  types: ['invoice', 'letter'],
};

describe('a dataset', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dataset-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Readonly<Record<string, string | object>>): void => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
  };
  const read = () => readDataset(folder, '/', known);

  it('has its labels beside its documents, and documents without labels are left out', () => {
    write({
      'a.pdf': 'a',
      'a.expected.json': {
        type: 'invoice',
        outcome: 'review',
        fields: { total: 12.5, dueDate: null, invoiceNumber: { value: 'A-1', also: ['1'] } },
        lineItems: [{ description: 'Bolt', amount: '?' }],
        tags: ['scan'],
        language: 'de',
        split: 'tune',
      },
      'sub/b.pdf': 'b',
      'sub/b.pdf.expected.json': {},
      'c.pdf': 'not labelled',
    });

    const { documents } = read();

    expect(documents.map(({ name }) => name)).toEqual(['a.pdf', 'sub/b.pdf']);
    expect(documents[0]?.expectation).toEqual({
      type: 'invoice',
      outcome: 'review',
      fields: {
        total: { value: '12.5', also: [] },
        dueDate: { value: null, also: [] },
        invoiceNumber: { value: 'A-1', also: ['1'] },
      },
      lineItems: [{ description: { value: 'Bolt', also: [] } }],
      tags: ['scan'],
      language: 'de',
      split: 'tune',
    });
    expect(documents[1]?.expectation).toEqual({ fields: {}, tags: [], split: 'test' });
  });

  it('has them in expected.csv: an empty cell is absent, `?` is not labelled', () => {
    write({
      'a.pdf': 'a',
      'b.pdf': 'b',
      'expected.csv':
        'document,type,outcome,total,dueDate,tags\na.pdf,invoice,stored,12.50,,scan;blurred\nb.pdf,?,,?,2024-01-01,\n',
    });

    expect(read().documents.map(({ expectation }) => expectation)).toEqual([
      {
        type: 'invoice',
        outcome: 'stored',
        fields: { total: { value: '12.50', also: [] }, dueDate: { value: null, also: [] } },
        tags: ['scan', 'blurred'],
        split: 'test',
      },
      { fields: { dueDate: { value: '2024-01-01', also: [] } }, tags: [], split: 'test' },
    ]);
  });

  it('has them in expected.json, by document', () => {
    write({ 'a.pdf': 'a', 'expected.json': { 'a.pdf': { fields: { total: '1' }, lineItems: null } } });

    expect(read().documents[0]?.expectation).toMatchObject({ lineItems: [] });
  });

  it('has another digest if a document or a label changes', () => {
    write({ 'a.pdf': 'a', 'a.expected.json': { fields: { total: '1', dueDate: null } } });
    const first = read().digest;
    write({ 'a.expected.json': { fields: { dueDate: null, total: '1' } } });
    const reordered = read().digest;
    write({ 'a.expected.json': { fields: { total: '2', dueDate: null } } });

    expect(reordered).toBe(first);
    expect(read().digest).not.toBe(first);
  });

  test.each<[string, Readonly<Record<string, string | object>>, string]>([
    ['no labels', { 'a.pdf': 'a' }, 'has no labelled document'],
    ['an unknown field', { 'a.pdf': '', 'a.expected.json': { fields: { totl: '1' } } }, 'did you mean `total`?'],
    ['an unknown type', { 'a.pdf': '', 'a.expected.json': { type: 'poem' } }, 'known: invoice, letter'],
    [
      'an unknown key',
      { 'a.pdf': '', 'a.expected.json': { field: {} } },
      'a.expected.json: the labels: Unrecognized key',
    ],
    ['an unknown outcome', { 'a.pdf': '', 'a.expected.json': { outcome: 'lost' } }, 'a.expected.json: outcome:'],
    ['no JSON', { 'a.pdf': '', 'a.expected.json': '{' }, 'a.expected.json: '],
    ['labels of nothing', { 'a.expected.json': {} }, 'a.expected.json has no document: there is no a.pdf'],
    ['labels of one of two', { 'a.pdf': '', 'a.png': '', 'a.expected.json': {} }, 'name it for one of them'],
    [
      'two labels',
      { 'a.pdf': '', 'a.expected.json': {}, 'expected.csv': 'document\na.pdf\n' },
      'has labels in two files',
    ],
    ['a row of nothing', { 'expected.csv': 'document\na.pdf\n' }, 'there is no file a.pdf'],
    ['no column document', { 'a.pdf': '', 'expected.csv': 'name\na.pdf\n' }, 'must have the column `document`'],
    ['two rows', { 'a.pdf': '', 'expected.csv': 'document\na.pdf\na.pdf\n' }, 'a.pdf has more than one row'],
  ])('with %s is rejected', (_what, files, message) => {
    write(files);

    expect(read).toThrow(message);
  });
});
