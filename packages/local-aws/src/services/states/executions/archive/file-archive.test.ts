import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionRecord, HistoryEvent } from '@document-pipelines/asl/interpreter';
import { createFileArchive } from './file-archive';

const folder = mkdtempSync(join(tmpdir(), 'executions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:machine:once';
const reference = { executionArn, stateMachineName: 'machine', name: 'once' };
const event = (id: number): HistoryEvent => ({ id, previousEventId: id - 1, timestamp: 0, type: 'PassStateEntered' });
const record = (events: number): ExecutionRecord => ({
  executionArn,
  name: 'once',
  stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine',
  stateMachineName: 'machine',
  roleArn: 'arn:aws:iam::123456789012:role/machine',
  type: 'STANDARD',
  status: 'RUNNING',
  startDate: 0,
  input: {},
  statesEntered: events,
  retries: 0,
  redriveCount: 0,
  history: Array.from({ length: events }, (_, index) => event(index + 1)),
});
const historyFile = join(folder, 'machine', 'once.history.ndjson');

beforeEach(() => rmSync(join(folder, 'machine'), { recursive: true, force: true }));

it('believes no history that a kill left without a record, when the execution is started again', async () => {
  mkdirSync(join(folder, 'machine'));
  writeFileSync(
    historyFile,
    `${JSON.stringify({ ...event(1), type: 'Longer'.repeat(9) })}\n${JSON.stringify(event(2))}\n`,
  );

  await createFileArchive(folder).create(reference, { revisionId: 'r' }).save(record(1));

  expect(createFileArchive(folder).open(reference)?.read().history).toEqual([event(1)]);
});

it('cuts off what was appended after the last whole record, and goes on behind it', async () => {
  await createFileArchive(folder).create(reference, { revisionId: 'r' }).save(record(2));
  appendFileSync(historyFile, '{"id":3,"previ');

  const kept = createFileArchive(folder).open(reference);
  expect(kept?.prepareToResume().history).toEqual([event(1), event(2)]);
  await kept?.save(record(3));

  expect(createFileArchive(folder).open(reference)?.read().history).toEqual([event(1), event(2), event(3)]);
});

it('takes away what a killed process left half written', () => {
  const unfinished = join(folder, 'machine', '.once.json.625e0236-8bcf-42c2-b523-2d3840544cc6');
  mkdirSync(join(folder, 'machine'));
  writeFileSync(unfinished, '{"rec');

  createFileArchive(folder);

  expect(existsSync(unfinished)).toBe(false);
});
