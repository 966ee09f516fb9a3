import { type Account, isServiceError } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import { type CarriedOut, redriveExecution } from './carry-out';
import type { ExecutionPlan, StartExecutionPlan } from './execution-plan';
import { startOnce } from './start-once';

/** An execution that does not process a document, and its dead letters. */
export interface FailedOther {
  readonly executionArn: string;
  readonly letters: readonly ReceivedDeadLetter[];
}

/**
 * Carries out the plan for an execution that does not process a document. Repeating it, after a kill at any moment, does not start an
 * execution twice: the name of the new one contains the name of the one that it replaces. Throws an Error if the input is no longer
 * known.
 */
export async function carryOutExecution(
  account: Account,
  failed: FailedOther,
  plan: ExecutionPlan,
): Promise<CarriedOut> {
  switch (plan.kind) {
    case 'start-execution':
      return start(account, failed, plan);
    case 'redrive-execution':
      return (await redriveExecution(account, failed.executionArn)) ?? start(account, failed, plan.otherwise);
    case 'drop-letters':
    case 'leave':
    case 'refuse':
      return {};
    default:
      return plan satisfies never;
  }
}

async function start(
  account: Account,
  failed: FailedOther,
  { machine, name }: StartExecutionPlan,
): Promise<CarriedOut> {
  const input = withRedriveOf(failed, await inputOf(account, failed));
  const { executionArn, isStarted } = await startOnce(account, { machine, name, input });
  // Not started: an earlier redrive that was killed started it, and it has ended; its dead letter can be deleted.
  return isStarted ? { executionArn, redriveOf: failed.executionArn } : { executionArn };
}

/**
 * Returns the input of the execution that replaces a failed one: the same input with the failed execution (`redriveOf`) and the number
 * of the attempt. A machine that guards what it processes accepts only this one.
 */
function withRedriveOf({ executionArn, letters }: FailedOther, input: string): string {
  const value: unknown = JSON.parse(input);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return input;
  const attempts = Math.max(1, ...letters.map((letter) => letter.attempts));
  return JSON.stringify({ ...value, redriveOf: executionArn, attempt: attempts + 1 });
}

/** Exactly the execution's input; after 90 days only the dead letter has it. */
async function inputOf(account: Account, { executionArn, letters }: FailedOther): Promise<string> {
  try {
    const { input } = await account.call('states', 'DescribeExecution', { executionArn });
    if (typeof input === 'string') return input;
  } catch (error) {
    if (!isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) throw error;
  }
  const told = letters.map(({ input }) => input).find((input) => !isOmitted(input));
  if (told === undefined)
    throw new Error('its input is no longer known: neither Step Functions nor the dead letter has it');
  return JSON.stringify(told);
}

function isOmitted(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'omitted' in input && Object.keys(input).length === 1;
}
