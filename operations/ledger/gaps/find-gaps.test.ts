import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  approval,
  documentId,
  letterOf as letter,
  pointer,
  training,
  whole,
  withRow,
} from '../../../tests/fixtures/evidence-fixture';
import { operatorCommands } from '../../operator-commands';
import type { Evidence } from '../evidence/evidence';
import type { ExecutionState } from '../evidence/other-executions';
import { documentIdOf } from '../object-pointer';
import { findGaps } from './find-gaps';
import { fixCommands, gapMeanings } from './gap';
import { waitingForBatch } from './object-gaps';

const commands = fixCommands(operatorCommands({ environment: 'staging' }), 'results');
const kindsOf = (evidence: Evidence) => findGaps(evidence, commands).map(({ kind }) => kind);
const trainingLetter = { ...letter('arn:training', 0), documentId: undefined, pointer: undefined };
const running = { executionArn: 'arn:new', pointer, redriveOf: 'arn:e' };

it.each<[string, Evidence]>([
  ['a stored document', whole],
  ['one whose execution runs', withRow('RECEIVED', 'RUNNING')],
  [
    'one whose document.json is written and whose row is about to be',
    withRow('RECEIVED', 'RUNNING', { stored: whole.stored }),
  ],
  ['one in review', withRow('IN_REVIEW', 'RUNNING')],
  ['one that waits for its release', withRow('WAITING_RELEASE', 'RUNNING')],
  ['one that failed with a letter', withRow('FAILED', 'FAILED', { letters: [letter('arn:e', 0)] })],
  ['one that AWS redrives', withRow('FAILED', 'RUNNING')],
  ['one that sent its letter and is about to end', withRow('FAILED', 'RUNNING', { letters: [letter('arn:e', 5)] })],
  ['one handed over to a running execution', withRow('HANDED_OVER', 'MISSING', { unregistered: [running] })],
  ['one that is about to be registered', { ...whole, rows: new Map(), stored: new Set(), unregistered: [running] }],
  [
    'one that could not be registered and has a letter',
    { ...whole, rows: new Map(), stored: new Set(), letters: [letter('arn:e', 0)] },
  ],
  [
    'a stored one that nobody was told of, and a letter says so',
    withRow('STORED', 'FAILED', { stored: whole.stored, letters: [letter('arn:e', 0)] }),
  ],
  ['a stored one whose object was deleted later', { ...whole, versions: new Map() }],
])('%s is in an allowed place', (_, evidence) => {
  expect(findGaps(evidence, commands)).toEqual([]);
});

it.each<[string, Evidence, readonly string[]]>([
  ['an object that nobody knows', { ...whole, rows: new Map(), stored: new Set() }, ['object-without-row']],
  ['a row whose execution has ended', withRow('IN_REVIEW', 'FAILED'), ['ended-without-final-status']],
  ['a row whose execution is not known', withRow('WAITING_RELEASE', 'MISSING'), ['ended-without-final-status']],
  ['a failure that nobody was told of', withRow('FAILED', 'FAILED'), ['failed-without-letter']],
  [
    'a rejected one with a document.json',
    withRow('REJECTED', 'FAILED', { stored: whole.stored }),
    ['document-not-stored'],
  ],
  ['a stored one without document.json', { ...whole, stored: new Set() }, ['stored-without-document']],
  ['a letter of a stored one', { ...whole, letters: [letter('arn:old', 0)] }, ['letter-overtaken']],
  [
    'the letter of an execution that AWS has redriven since',
    withRow('IN_REVIEW', 'RUNNING', { letters: [letter('arn:e', 5)], redrivenAt: new Map([['arn:e', 6]]) }),
    ['letter-overtaken'],
  ],
  [
    'a stored one that nobody was told of',
    withRow('STORED', 'FAILED', { stored: whole.stored }),
    ['stored-without-notice'],
  ],
  ['one handed over to nobody', withRow('HANDED_OVER', 'MISSING'), ['handed-over-to-nobody']],
  [
    'an execution whose object is gone',
    withRow('RECEIVED', 'RUNNING', { versions: new Map() }),
    ['execution-without-object'],
  ],
  [
    'an object that cannot be read',
    { ...whole, damaged: [{ ...pointer, documentId, problem: 'it is empty' }] },
    ['content-damaged'],
  ],
  ['a status that nobody writes', withRow('LOST', 'FAILED'), ['unknown-status']],
  [
    'a decision that its execution still waits for',
    withRow('IN_REVIEW', 'RUNNING', {
      reviews: [{ reviewId: 'review-1', documentId, key: 'incoming/a.pdf', executionArn: 'arn:e', status: 'DECIDED' }],
      currentStates: new Map([['arn:e', 'EscalateReview']]),
    }),
    ['decision-unsent'],
  ],
  [
    'a review that nobody waits for',
    {
      ...whole,
      reviews: [{ reviewId: 'review-1', documentId, key: 'incoming/a.pdf', executionArn: 'arn:e', status: 'WAITING' }],
    },
    ['review-orphaned'],
  ],
  [
    'an approval of a model that nobody waits for',
    { ...whole, reviews: [approval('WAITING')], others: [training('ABORTED')], letters: [trainingLetter] },
    ['review-orphaned'],
  ],
  [
    'an approval of a model whose decision has not been sent',
    {
      ...whole,
      reviews: [approval('DECIDED')],
      others: [training('RUNNING')],
      currentStates: new Map([['arn:training', 'RequestApproval']]),
    },
    ['decision-unsent'],
  ],
])('%s is a gap', (_, evidence, kinds) => {
  expect(kindsOf(evidence)).toEqual(kinds);
});

it.each(['RUNNING', 'FAILED'] as const)(
  'an approval of a model whose execution is %s is no gap: it is awaited, or asked again by a redrive',
  (status) => {
    const letters = status === 'FAILED' ? [trainingLetter] : [];
    expect(kindsOf({ ...whole, reviews: [approval('WAITING')], others: [training(status)], letters })).toEqual([]);
  },
);

describe('an object under batch/ that nobody has registered', () => {
  const machine = { localName: 'batch-pipeline', name: 'dev-batch-pipeline', arn: 'arn:m', aliasArn: 'arn:m:live' };
  const batched = { ...pointer, key: 'batch/a.pdf' };
  const id = documentIdOf(batched);
  const untouched: Evidence = { ...whole, versions: new Map([[id, batched]]), rows: new Map(), stored: new Set() };
  const named = (status: ExecutionState): Evidence => ({
    ...untouched,
    batches: {
      named: new Map([[id, { pointer: batched, batchIds: ['a', 'b'] }]]),
      owners: new Map([['b', 'arn:batch']]),
    },
    others: [{ executionArn: 'arn:batch', name: 'b', status, machine }],
  });

  it('waits for a batch', () => {
    expect(findGaps(untouched, commands)).toEqual([]);
    expect(waitingForBatch(untouched)).toEqual([batched]);
  });

  it('is the business of the batch that named it, while that runs', () => {
    expect(findGaps(named('RUNNING'), commands)).toEqual([]);
    expect(waitingForBatch(named('RUNNING'))).toEqual([]);
  });

  it('is a gap when that has ended', () => {
    expect(findGaps(named('SUCCEEDED'), commands)).toMatchObject([
      {
        kind: 'object-without-row',
        documentId: id,
        key: 'batch/a.pdf',
        message: expect.stringContaining(
          ': batch b named it and has ended (`npx pipelines batch resume b` starts all it left)',
        ),
        fix: `npx pipelines redrive ${id} --env staging`,
      },
    ]);
  });

  it('is none when it was deleted since, is being registered, or has a letter', () => {
    const ended = named('SUCCEEDED');
    const about = { executionArn: 'arn:child', pointer: batched, redriveOf: undefined };

    expect(findGaps({ ...ended, versions: new Map() }, commands)).toEqual([]);
    expect(findGaps({ ...ended, unregistered: [about] }, commands)).toEqual([]);
    expect(findGaps({ ...ended, letters: [{ ...letter('arn:child', 0), documentId: id }] }, commands)).toEqual([]);
  });
});

describe('an execution that works on no document', () => {
  const machine = { localName: 'train-model', name: 'dev-train-model', arn: 'arn:m', aliasArn: 'arn:m:live' };
  const arn = 'arn:aws:states:eu-west-1:123456789012:execution:dev-train-model:nightly';
  const ended = (status: ExecutionState): Evidence => ({
    ...whole,
    others: [{ executionArn: arn, name: 'nightly', status, machine }],
  });
  const told = { ...letter(arn, 0), documentId: undefined, pointer: undefined };

  it('is a gap where it ended badly and nobody was told', () => {
    expect(findGaps(ended('TIMED_OUT'), commands)).toMatchObject([
      { kind: 'execution-without-letter', documentId: undefined, fix: `npx pipelines redrive ${arn} --env staging` },
    ]);
  });

  it('is none where a letter tells of it, and where it succeeded', () => {
    expect(findGaps({ ...ended('FAILED'), letters: [told] }, commands)).toEqual([]);
    expect(findGaps(ended('SUCCEEDED'), commands)).toEqual([]);
  });

  it('has a letter too many where it succeeded after all', () => {
    expect(kindsOf({ ...ended('SUCCEEDED'), letters: [told] })).toEqual(['letter-overtaken']);
  });
});

it('says what fixes a gap, in the environment that it was found in', () => {
  const details = { failedState: 'EnrichDocument', error: 'AccessDenied', explanation: 'not authorized' };

  expect(findGaps(withRow('FAILED', 'FAILED', {}, details), commands)).toEqual([
    {
      kind: 'failed-without-letter',
      documentId,
      key: 'incoming/a.pdf',
      message: 'the row is FAILED without a dead letter: EnrichDocument: AccessDenied: not authorized',
      fix: `npx pipelines redrive ${documentId} --env staging`,
    },
  ]);
});

it('names the object version to replace when one cannot be read', () => {
  const damaged = [{ ...pointer, key: "incoming/it's.pdf", documentId: undefined, problem: 'it is empty' }];

  expect(findGaps({ ...whole, damaged }, commands)).toEqual([
    {
      kind: 'content-damaged',
      documentId: undefined,
      key: undefined,
      message: 'an object cannot be read as it was stored: it is empty',
      fix:
        `aws s3 cp <a good copy> 's3://documents/incoming/it'\\''s.pdf' && ` +
        `aws s3api delete-object --bucket documents --key 'incoming/it'\\''s.pdf' --version-id v1`,
    },
  ]);
});

it('docs/durability.md has a line on every kind', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'durability.md'), 'utf8');
  const told = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind]) => kind);

  expect(told.sort()).toEqual(Object.keys(gapMeanings).sort());
});
