import { UserError } from '@document-pipelines/asl/diagnostics';
import type { DescribedExecution, OwnRedrive } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { audited } from '../../changes';
import { documentIdOfText } from '../../documents/document-identity';
import { redrive } from '../../ledger/redrive/redrive';
import type { RedriveResult } from '../../ledger/redrive/redrive-result';

/**
 * Redrives executions of an environment as `pipelines redrive` does: a document goes on with the results that exist, in a new execution
 * that its row accepts, and its dead letters are removed. RedriveExecution would only enter the Fail state again.
 */
export function ledgerRedrive(account: Account): OwnRedrive {
  return {
    commandOf: (execution) => {
      const id = redriveIdOf(execution, account);
      return id === undefined ? undefined : account.commands.redrive(id);
    },
    async run(execution) {
      const id = redriveIdOf(execution, account);
      if (id === undefined) throw new UserError(`${execution.name} is not an execution of ${account.environment}`);
      const request = { ids: [id] };
      const [result] = await audited(account, { command: 'redrive', request }, () =>
        redrive(account, request, { dryRun: false, followSeconds: 0 }),
      );
      return doneOf(result, id);
    },
  };
}

/** What `pipelines redrive` calls it: the documentId, or the ARN of an execution that does not process a document. */
export function redriveIdOf(
  { machine, executionArn, input }: DescribedExecution,
  { names }: Account,
): string | undefined {
  if (machine.includes('/') || !names.machines.some(({ name }) => name === machine)) return undefined;
  if (!names.documentPipelineArn.endsWith(`:${machine}`)) return executionArn;
  // Without an object in its input there is no row: the command says what can be done.
  return (input === undefined ? undefined : documentIdOfText(input)) ?? executionArn;
}

function doneOf(
  result: RedriveResult | undefined,
  id: string,
): { readonly text: string; readonly executionArn?: string } {
  if (result === undefined) throw new UserError(`there is nothing to redrive of ${id}`);
  const { action, why, attempt, checkpoint, executionArn } = result;
  if (action === 'refuse' || action === 'error' || action === 'leave')
    throw new UserError(`${action === 'leave' ? 'it is not changed' : 'it cannot be redriven'}: ${why ?? 'unknown'}`);
  const details = [
    attempt === undefined ? '' : `attempt ${attempt}`,
    checkpoint === undefined ? '' : `from checkpoint ${checkpoint}`,
    why ?? '',
  ];
  const words = details.filter((text) => text !== '').join(', ');
  return {
    text: `${texts[action]}${words === '' ? '' : ` (${words})`}`,
    ...(executionArn === undefined ? {} : { executionArn }),
  };
}

const texts: Readonly<Record<Exclude<RedriveResult['action'], 'refuse' | 'error' | 'leave'>, string>> = {
  start: 'The document goes on in a new execution',
  'start-execution': 'Started again with the same input',
  'redrive-execution': 'Continues where it was',
  notify: 'The document is stored; its subscribers were notified',
  'drop-letters': 'Its dead letters were removed',
};
