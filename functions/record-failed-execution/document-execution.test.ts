import { documentId, event, input, failedExecutionWorld as world } from '../../tests/fixtures/failed-execution-fixture';
import { recordFailedExecution } from './record-failed-execution';

describe('a child of a batch', () => {
  const child = 'arn:aws:states:eu-west-1:123456789012:execution:batch-pipeline/documents:run-1';
  const ofDocument = `arn:aws:states:eu-west-1:123456789012:execution:document-pipeline:${documentId}`;
  const failed = { detail: { ...event.detail, executionArn: child } };
  const childInput = (change: object) => JSON.stringify({ ...input, batchId: 'b1', ...change });

  it.each([
    ['failed', 'States.TaskFailed', {}, undefined],
    ['timed out', 'States.Timeout', {}, '-fb09b17e8118c4'],
    ['was aborted', undefined, {}, '-fb09b17e8118c4'],
    ['was aborted at its second attempt', undefined, { attempt: 2 }, '-e1cd988b034296'],
  ])('is left to the execution of its document where it %s', async (_, error, change, name) => {
    const { dependencies, letters, row, ledgerStatus, states } = world();
    row('RECEIVED', `${ofDocument}-x`);
    states.executions.set(child, { input: childInput(change), ...(error !== undefined && { error }) });
    if (name !== undefined) states.executions.set(`${ofDocument}${name}`, {});

    await expect(recordFailedExecution(failed, dependencies)).resolves.toEqual({
      documentId,
      ledger: 'left',
      letter: 'not-needed',
    });

    expect(ledgerStatus()).toBe('RECEIVED');
    expect(letters).toEqual([]);
  });

  it('has a letter of its own where that execution has never begun', async () => {
    const { dependencies, letters, states } = world();
    states.executions.set(child, {
      input: childInput({}),
      error: 'StepFunctions.AccessDeniedException',
      cause: 'no',
    });

    await expect(recordFailedExecution(failed, dependencies)).resolves.toMatchObject({ letter: 'sent' });

    expect(letters).toMatchObject([{ documentId, executionArn: child, pointer: input, checkpoint: 'UNREGISTERED' }]);
  });
});
