import { documentId, letterOf, pointer, whole, withRow } from '../../../tests/fixtures/evidence-fixture';
import type { Evidence } from '../../ledger/evidence/evidence';
import { operatorCommands } from '../../operator-commands';
import { resumeItems } from './resume-items';

const failedItem = { ...pointer, documentId, state: 'EnrichDocument', error: 'E', cause: 'c' };
const commands = operatorCommands({ environment: 'dev' });
const open = { items: [pointer], commands, summary: { failed: [failedItem], pending: [] } };
const done = { items: [pointer], commands, summary: { failed: [], pending: [] } };
const nobody = { ...whole, rows: new Map(), stored: new Set<string>() };
const running = { executionArn: 'arn:new', pointer, redriveOf: 'arn:e' };
const taken = { items: [{ ...pointer, redriveOf: 'arn:e', attempt: 2, checkpoint: 'EXTRACTED' }], leftOut: [] };

it.each<[string, Evidence, object]>([
  ['a failed document, in the place of its owner', withRow('FAILED', 'FAILED'), taken],
  ['one that never began', nobody, { items: [pointer], leftOut: [] }],
  [
    'one that could not be registered, as its next attempt',
    { ...nobody, letters: [letterOf('arn:e', 0)] },
    { items: [{ ...pointer, attempt: 2 }] },
  ],
])('takes %s', (_, evidence, resumable) => {
  expect(resumeItems(evidence, open)).toMatchObject(resumable);
  expect(resumeItems(evidence, { ...open, summary: undefined })).toMatchObject(resumable);
});

const redrive = `npx pipelines redrive ${documentId}`;

it.each<[string, Evidence, object]>([
  ['stored meanwhile', whole, { why: 'it has been stored meanwhile' }],
  ['rejected meanwhile', withRow('REJECTED', 'SUCCEEDED'), { why: 'it has been rejected meanwhile' }],
  ['at work', withRow('RECEIVED', 'RUNNING'), { why: 'arn:e processes it: RECEIVED' }],
  ['with a person', withRow('IN_REVIEW', 'RUNNING'), { why: 'arn:e processes it: IN_REVIEW' }],
  ['redriven by AWS', withRow('FAILED', 'RUNNING'), { why: 'arn:e is being redriven' }],
  [
    'handed over',
    withRow('HANDED_OVER', 'SUCCEEDED', { unregistered: [running] }),
    { why: 'it has been handed over to an execution of its own' },
  ],
  [
    'handed over to nobody',
    withRow('HANDED_OVER', 'SUCCEEDED'),
    { why: 'it has been handed over, but no execution has continued', fix: redrive },
  ],
  [
    'under way by its row alone',
    withRow('RECEIVED', 'ABORTED'),
    { why: 'its row is RECEIVED, its execution is ABORTED', fix: redrive },
  ],
  [
    'gone',
    withRow('FAILED', 'FAILED', { versions: new Map() }),
    { why: 'the object version was deleted: it cannot be read again' },
  ],
  ['about to be registered', { ...nobody, unregistered: [running] }, { why: 'arn:new is about to register it' }],
])('leaves out what is %s, and says so', (_, evidence, said) => {
  expect(resumeItems(evidence, open)).toEqual({ items: [], leftOut: [{ documentId, key: pointer.key, ...said }] });
});

it('does not speak of what the batch did, and takes what has failed since', () => {
  expect(resumeItems(whole, done)).toEqual({ items: [], leftOut: [] });
  expect(resumeItems(withRow('FAILED', 'FAILED'), done)).toEqual(taken);
});
