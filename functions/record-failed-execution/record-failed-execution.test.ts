import { crashAt, everyCrash } from '../../tests/fakes/fake-client';
import {
  documentId,
  event,
  input,
  me,
  failedExecutionWorld as world,
} from '../../tests/fixtures/failed-execution-fixture';
import { recordFailedExecution } from './record-failed-execution';

const causeOfFailed = (deadLetter: string) =>
  JSON.stringify({
    state: 'EnrichDocument',
    Error: 'AccessDeniedException',
    Cause: 'no access',
    documentId,
    deadLetter,
  });

describe('recordFailedExecution', () => {
  it('records an execution that no catcher saw, with input from DescribeExecution', async () => {
    const { dependencies, letters, row, ledgerStatus, describeAs } = world();
    row('RECEIVED');
    const stateMachineVersionArn = `${event.detail.stateMachineArn}:7`;
    describeAs({ error: 'States.Runtime', cause: 'the path $.x leads nowhere', stateMachineVersionArn });

    await expect(recordFailedExecution(event, dependencies)).resolves.toEqual({
      documentId,
      ledger: 'failed',
      letter: 'sent',
    });

    expect(ledgerStatus()).toBe('FAILED');
    expect(letters).toEqual([
      {
        executionArn: me,
        documentId,
        pointer: input,
        input,
        state: 'unknown',
        Error: 'States.Runtime',
        Cause: 'the path $.x leads nowhere',
        checkpoint: 'EXTRACTED',
        attempts: 1,
        definitionVersion: stateMachineVersionArn,
        consoleUrl: `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${me}`,
        sentBy: 'record-failed-execution',
      },
    ]);
  });

  it('says which attempt it was', async () => {
    const { dependencies, letters, row, describeAs } = world();
    row('RECEIVED');
    describeAs({ input: JSON.stringify({ ...input, redriveOf: 'arn:other', attempt: 3 }) });

    await recordFailedExecution(event, dependencies);

    expect(letters[0]).toMatchObject({ attempts: 3, pointer: input });
  });

  it('sends no second letter', async () => {
    const { dependencies, letters, row, describeAs } = world();
    row('RECEIVED');
    describeAs({});

    await recordFailedExecution(event, dependencies);
    await expect(recordFailedExecution(event, dependencies)).resolves.toMatchObject({ letter: 'already-sent' });

    expect(letters).toHaveLength(1);
  });

  it('sends a letter again for a redrive that fails anew', async () => {
    const { dependencies, letters, row, describeAs } = world();
    row('RECEIVED');
    describeAs({});
    await recordFailedExecution(event, dependencies);
    describeAs({ redriveCount: 1 });

    await recordFailedExecution(event, dependencies);

    expect(letters).toHaveLength(2);
  });

  it.each([
    ['sent', 0],
    ['unsent', 1],
  ])('believes the machine that its own letter is %s', async (deadLetter, count) => {
    const { dependencies, letters, row, describeAs } = world();
    row('FAILED');
    describeAs({ error: 'AccessDeniedException', cause: causeOfFailed(deadLetter) });

    await recordFailedExecution(event, dependencies);

    expect(letters).toHaveLength(count);
    if (count === 1)
      expect(letters[0]).toMatchObject({ state: 'EnrichDocument', Error: 'AccessDeniedException', Cause: 'no access' });
  });

  it.each([
    ['stored', 'STORED', me, 'STORED'],
    ['rejected', 'REJECTED', me, 'REJECTED'],
    ["another execution's", 'RECEIVED', 'arn:other', 'RECEIVED'],
  ])('leaves a row that is %s, and writes a letter all the same', async (_, status, owner, after) => {
    const { dependencies, letters, row, ledgerStatus, describeAs } = world();
    row(status, owner);
    describeAs({});

    await expect(recordFailedExecution(event, dependencies)).resolves.toMatchObject({ ledger: 'left', letter: 'sent' });

    expect(ledgerStatus()).toBe(after);
    expect(letters).toHaveLength(1);
  });

  it.each([
    ['that was handed over to it, which it could not take', 'HANDED_OVER', 'FAILED'],
    ['that another execution still works on', 'RECEIVED', 'RECEIVED'],
  ])('marks or leaves a row %s', async (_, status, after) => {
    const { dependencies, row, ledgerStatus, describeAs, letters } = world();
    row(status, 'arn:child-of-a-batch');
    describeAs({
      input: JSON.stringify({ ...input, redriveOf: 'arn:child-of-a-batch' }),
      cause: causeOfFailed('sent'),
    });

    await recordFailedExecution(event, dependencies);

    expect(ledgerStatus()).toBe(after);
    expect(letters).toEqual([]);
  });

  it('makes no row for a document that was never registered', async () => {
    const { dependencies, letters, tables, describeAs } = world();
    describeAs({});

    await recordFailedExecution(event, dependencies);

    expect(tables.rows.size).toBe(0);
    expect(letters[0]).toMatchObject({ documentId, checkpoint: 'UNREGISTERED' });
  });

  it('writes for an execution whose input is no document a letter that names none, and touches no row', async () => {
    const { dependencies, letters, tables, describeAs } = world();
    const batch = { source: 'manifest', bucket: 'results', prefix: 'batches/b-1/' };
    describeAs({ input: JSON.stringify(batch), error: 'States.ItemReaderFailed', cause: 'no such key' });

    await expect(recordFailedExecution(event, dependencies)).resolves.toEqual({
      documentId: undefined,
      ledger: 'left',
      letter: 'sent',
    });

    expect(tables.rows.size).toBe(0);
    expect(letters).toEqual([
      {
        executionArn: me,
        input: batch,
        state: 'unknown',
        Error: 'States.ItemReaderFailed',
        Cause: 'no such key',
        checkpoint: 'UNKNOWN',
        attempts: 1,
        consoleUrl: expect.stringContaining(me),
        sentBy: 'record-failed-execution',
      },
    ]);
  });

  it('points to the object of an input that names no version of it', async () => {
    const { dependencies, letters, describeAs } = world();
    describeAs({ input: JSON.stringify({ bucket: 'documents', key: 'incoming/a.pdf' }) });

    await recordFailedExecution(event, dependencies);

    expect(letters[0]).toMatchObject({
      documentId: 'unregistered',
      pointer: { bucket: 'documents', key: 'incoming/a.pdf' },
      checkpoint: 'UNREGISTERED',
    });
  });

  it.each([
    ['names no document', { input: '{"hello": "world"}' }, { hello: 'world' }],
    ['is no JSON', { input: 'hello' }, 'hello'],
    [
      'is too large for a letter',
      { input: JSON.stringify({ ...input, more: 'é'.repeat(100_000) }) },
      expect.objectContaining({ omitted: expect.anything() }),
    ],
  ])('sends a letter for an execution whose input %s', async (_, change, shown) => {
    const { dependencies, letters, describeAs } = world();
    describeAs(change);

    await recordFailedExecution(event, dependencies);

    expect(letters[0]).toMatchObject({ executionArn: me, input: shown });
  });

  it('takes what the event says when the execution is not known any more', async () => {
    const { dependencies, letters } = world();
    const detail = { ...event.detail, status: 'ABORTED', input: JSON.stringify(input), cause: null };

    await expect(recordFailedExecution({ detail }, dependencies)).resolves.toMatchObject({ documentId });

    expect(letters[0]).toMatchObject({
      Error: 'Execution.ABORTED',
      Cause: 'the execution ended ABORTED and gave no cause',
    });
  });

  it('keeps a letter under the bound whatever stands in it', async () => {
    const { dependencies, letters, describeAs } = world();
    describeAs({
      input: JSON.stringify({ a: '\u0001😀'.repeat(6_000) }),
      error: '"'.repeat(900),
      cause: '\u0001'.repeat(200_000),
    });

    await recordFailedExecution(event, dependencies);

    expect(letters).toHaveLength(1);
  });

  it.each(everyCrash(5))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { dependencies, letters, row, ledgerStatus, describeAs } = world(crashAt(call, moment));
    row('RECEIVED');
    describeAs({});
    await expect(recordFailedExecution(event, dependencies)).rejects.toMatchObject({ name: 'Crash' });

    await recordFailedExecution(event, dependencies);

    expect(ledgerStatus()).toBe('FAILED');
    expect(letters.length).toBeGreaterThanOrEqual(1);
    expect(new Set(letters.map((letter) => letter['executionArn']))).toEqual(new Set([me]));
  });
});
