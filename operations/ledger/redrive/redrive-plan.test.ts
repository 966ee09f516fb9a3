import { documentId, letterOf, pointer, whole, withRow } from '../../../tests/fixtures/evidence-fixture';
import type { Evidence } from '../evidence/evidence';
import { planRedrive } from './redrive-plan';

const letters = [letterOf('arn:e', 5)];
const start = {
  kind: 'start',
  input: { ...pointer, redriveOf: 'arn:e', attempt: 2, checkpoint: 'EXTRACTED' },
};
const unregistered = { ...whole, rows: new Map(), stored: new Set<string>() };
const stored = { stored: whole.stored };

it.each<[string, Evidence, object]>([
  ['a failed document starts anew, with its checkpoint', withRow('FAILED', 'FAILED', { letters }), start],
  ['so it does without a letter', withRow('FAILED', 'FAILED'), start],
  ['and where Step Functions has forgotten the execution', withRow('FAILED', 'MISSING', { letters }), start],
  ['one handed over to nobody starts anew', withRow('HANDED_OVER', 'MISSING'), start],
  [
    'one whose row does not know of the end is marked first',
    withRow('IN_REVIEW', 'FAILED'),
    { ...start, markFailed: { error: 'Execution.FAILED', row: { status: 'IN_REVIEW' } } },
  ],
  [
    'one that no catcher saw goes on where it was, or else starts anew',
    withRow('FAILED', 'ABORTED', { letters }),
    { kind: 'redrive-execution', executionArn: 'arn:e', otherwise: start },
  ],
  [
    'one that was stopped after it had failed starts anew: it would go on to its Fail state',
    withRow('FAILED', 'ABORTED', { letters }, { failedState: 'EnrichDocument' }),
    start,
  ],
  ['one that works is left alone', withRow('RECEIVED', 'RUNNING'), { kind: 'leave' }],
  [
    'so is one that has sent its letter and is about to end',
    withRow('FAILED', 'RUNNING', { letters }),
    { kind: 'leave' },
  ],
  [
    'letters of an execution before the one that works are removed',
    withRow('RECEIVED', 'RUNNING', { letters: [letterOf('arn:before', 5)] }),
    { kind: 'drop-letters' },
  ],
  [
    'so are those of an execution that AWS has redriven',
    withRow('IN_REVIEW', 'RUNNING', { letters, redrivenAt: new Map([['arn:e', 6]]) }),
    { kind: 'drop-letters' },
  ],
  ['a stored document is left alone', whole, { kind: 'leave' }],
  ['its letters are removed', { ...whole, letters }, { kind: 'drop-letters' }],
  ['a rejected one keeps its end', withRow('REJECTED', 'SUCCEEDED', { letters }), { kind: 'drop-letters' }],
  [
    'a document that was stored while the answer was lost is told of, whatever its letter says',
    withRow('STORED', 'FAILED', { ...stored, letters }),
    { kind: 'notify' },
  ],
  ['so is one whose letter was lost', withRow('STORED', 'TIMED_OUT', stored), { kind: 'notify' }],
  [
    'an object that nobody knows starts for the first time',
    unregistered,
    { kind: 'start', input: { ...pointer, attempt: 1 } },
  ],
  ['one that could not be registered starts in the place of the one that tried', { ...unregistered, letters }, start],
  [
    'one that is just being registered is left alone',
    { ...unregistered, unregistered: [{ executionArn: 'arn:new', pointer, redriveOf: undefined }] },
    { kind: 'leave' },
  ],
  [
    'one whose object is gone is refused',
    withRow('FAILED', 'FAILED', { letters, versions: new Map() }),
    { kind: 'refuse' },
  ],
  ['so is one that never was registered', { ...unregistered, letters, versions: new Map() }, { kind: 'refuse' }],
])('%s', (_, evidence, plan) => {
  expect(planRedrive(evidence, documentId)).toMatchObject(plan);
});
