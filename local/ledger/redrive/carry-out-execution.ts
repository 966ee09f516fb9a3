import { isServiceError, type LedgerPlace } from '../ledger-place';
import type { ReceivedLetter } from '../letter';
import { type CarriedOut, redriveExecution } from './carry-out';
import type { ExecutionPlan, StartExecutionPlan } from './execution-plan';
import { startOnce } from './start-once';

/** An execution that works on no document, and its letters. */
export interface FailedOther {
  readonly executionArn: string;
  readonly letters: readonly ReceivedLetter[];
}

/**
 * Carries out what is planned for an execution that works on no document. Doing it again, after a kill at any moment, starts nothing
 * twice: the new execution's name says whose place it takes. Throws an Error where nobody knows the input any more.
 */
export async function carryOutExecution(
  place: LedgerPlace,
  failed: FailedOther,
  plan: ExecutionPlan,
): Promise<CarriedOut> {
  switch (plan.kind) {
    case 'start-execution':
      return start(place, failed, plan);
    case 'redrive-execution':
      return (await redriveExecution(place, failed.executionArn)) ?? start(place, failed, plan.otherwise);
    case 'drop-letters':
    case 'leave':
    case 'refuse':
      return {};
    default:
      return plan satisfies never;
  }
}

async function start(
  place: LedgerPlace,
  failed: FailedOther,
  { machine, name }: StartExecutionPlan,
): Promise<CarriedOut> {
  const input = inPlaceOf(failed, await inputOf(place, failed));
  const { executionArn, isStarted } = await startOnce(place, { machine, name, input });
  // Not started: an earlier redrive that was killed started it, and it has ended; what the letter asked for is done.
  return isStarted ? { executionArn, redriveOf: failed.executionArn } : { executionArn };
}

/**
 * The input of the execution that takes a failed one's place: the same, and besides whose place it takes (`redriveOf`) and which attempt
 * it is. A machine that guards what it works on lets nobody else in.
 */
function inPlaceOf({ executionArn, letters }: FailedOther, input: string): string {
  const value: unknown = JSON.parse(input);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return input;
  const attempts = Math.max(1, ...letters.map((letter) => letter.attempts));
  return JSON.stringify({ ...value, redriveOf: executionArn, attempt: attempts + 1 });
}

/** As the execution had it, letter for letter; after 90 days only the letter knows it. */
async function inputOf(place: LedgerPlace, { executionArn, letters }: FailedOther): Promise<string> {
  try {
    const { input } = await place.call('states', 'DescribeExecution', { executionArn });
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
