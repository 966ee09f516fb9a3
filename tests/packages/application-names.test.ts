import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, importsOf, root } from '../source-files';
import { applicationNames, namesIn, sorted } from './names';

/** Names that a package has for a reason of its own. */
const ownNames: Readonly<Record<string, string>> = {
  CheckText: 'a type of `asl check`: what checks the text of a definition',
  DeadLetter:
    "SQS's word: what a delivery sends to a dead-letter queue, and the state in examples of the rule missed-dead-letter",
  other: 'not a type of a document there: another value than the first',
};

const names = applicationNames();
const files = filesBelow('packages').filter((path) => /\.[a-z]+$/.test(path));

describe('the search', () => {
  const some = sorted([
    ['StoreDocument', 'a state'],
    ['extract-text', 'a function'],
    ['ledger_table_name', 'an output'],
    ['ledger', 'a table'],
  ]);
  const found = (text: string) => namesIn(text, some).map(({ name, line }) => [name, line]);

  it.each([
    ['a\nNext: StoreDocument', [['StoreDocument', 2]]],
    ['role/extract-text', [['extract-text', 1]]],
    ["outputs['ledger_table_name']", [['ledger_table_name', 1]]],
    ["TableName: 'ledger'", [['ledger', 1]]],
    ['"{\\"TableName\\":\\"ledger\\"}"', [['ledger', 1]]],
    ['{ TableName: ledger }', [['ledger', 1]]],
    ["Name = 'ledger'", [['ledger', 1]]],
    ['arn:aws:dynamodb:eu-west-1:1:table/ledger', [['ledger', 1]]],
    ['aws_dynamodb_table.ledger', [['ledger', 1]]],
  ])('finds the name in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each(['StoreDocuments', 'extract-text-again', 'the ledger of a bank', 'ledgers: []', 'table/ledger-2'])(
    'finds none in %j',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it('collects names of every kind from the application', () => {
    const origins = Object.fromEntries([...names.compound, ...names.plain]);
    expect(origins).toMatchObject({
      'document-pipeline': 'a definition',
      RegisterDocument: 'a state of document-pipeline.asl.yaml',
      'extract-text': 'a function',
      document_bucket_name: 'an output',
      'bank-statement': 'a document type',
      invoice: 'a document type',
      'dead-letters': 'an aws_sqs_queue',
      ledger: 'an aws_dynamodb_table',
      'dev-ledger': 'an aws_dynamodb_table',
      documents: 'an aws_s3_bucket',
      stored: 'an aws_sns_topic',
    });
    expect(files.length).toBeGreaterThan(500);
  });
});

it('finds no name of the application in packages/', () => {
  const found = files.flatMap((file) =>
    namesIn(readFileSync(join(root, file), 'utf8'), names).map((each) => ({ file, ...each })),
  );
  expect(
    found
      .filter(({ name }) => !Object.hasOwn(ownNames, name))
      .map(({ file, name, line, origin }) => `${file}:${line}: \`${name}\`, ${origin}`),
  ).toEqual([]);
  expect(Object.keys(ownNames).filter((own) => !found.some(({ name }) => name === own))).toEqual([]);
});

it('finds no import in packages/, in tests neither, that leads out of them', () => {
  const imports = files.filter((path) => /\.[jt]sx?$/.test(path)).flatMap(importsOf);
  const targets = imports.flatMap(({ target }) => target ?? []);

  expect(targets.length).toBeGreaterThan(1_000);
  expect(targets.filter((target) => !target.startsWith('packages/'))).toEqual([]);
});
