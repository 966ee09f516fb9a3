import { isJsonObject, type Json } from '@document-pipelines/asl/definition';
import { millisecondsBetween } from '@document-pipelines/asl/interpreter';
import { CannotRunError } from '../environment/cannot-run-error';
import type { AppliedMachine } from '../environment/state-machines';
import { ServiceError } from '../services';
import type { Local } from '../start-local';
import { standstillOf } from '../waiting';
import { priceOf, type RunResult } from './run-result';

const operator = { kind: 'operator' } as const;

/** Returns the ARN that an execution of this name will have. */
export function executionArnOf({ arn }: AppliedMachine, executionName: string): string {
  return `${arn.replace(':stateMachine:', ':execution:')}:${executionName}`;
}

/**
 * Starts an execution; an Express one has ended when this resolves, and its result is returned. Throws CannotRunError for a rejected
 * input.
 */
export async function startExecution(
  local: Local,
  machine: AppliedMachine,
  { name, input }: { readonly name: string; readonly input: Json },
): Promise<Omit<RunResult, 'run'> | undefined> {
  const request = { stateMachineArn: machine.arn, name, input: JSON.stringify(input) };
  if (machine.type === 'STANDARD') {
    await local.services.call('states', 'StartExecution', request, operator).catch(rethrowRejection);
    return undefined;
  }
  const answer = await local.services.call('states', 'StartSyncExecution', request, operator).catch(rethrowRejection);
  const billing = isJsonObject(answer['billingDetails'] as Json) ? (answer['billingDetails'] as object) : {};
  const milliseconds = 'billedDurationInMilliseconds' in billing ? Number(billing.billedDurationInMilliseconds) : 0;
  const used = { type: machine.type, statesEntered: 0, retries: 0 };
  return {
    ...endOf(answer),
    executionArn: String(answer['executionArn']),
    statesEntered: used.statesEntered,
    retries: used.retries,
    durationSeconds: milliseconds / 1000,
    stepFunctionsPrice: priceOf(used, { region: local.localAccount.region, durationSeconds: milliseconds / 1000 }),
  };
}

function rethrowRejection(error: unknown): never {
  throw isInputRefused(error) ? new CannotRunError(error.message) : error;
}

function isInputRefused(error: unknown): error is ServiceError {
  return error instanceof ServiceError && ['InvalidExecutionInput', 'ValidationException'].includes(error.name);
}

/** Returns how a Standard execution has ended, or where it is. */
export async function describeExecution(
  local: Local,
  machine: AppliedMachine,
  executionArn: string,
): Promise<Omit<RunResult, 'run'>> {
  const answer = await local.services.call('states', 'DescribeExecution', { executionArn }, operator);
  const snapshot = local.states.list(machine.name).find((each) => each.executionArn === executionArn);
  const { statesEntered = 0, retries = 0, startDate = 0, stopDate = Date.now(), position } = snapshot ?? {};
  const durationSeconds = millisecondsBetween(startDate, stopDate) / 1000;
  const waitsIn = standstillOf(position, Date.now())?.stateName;
  return {
    ...endOf(answer),
    executionArn,
    statesEntered,
    retries,
    durationSeconds,
    stepFunctionsPrice: priceOf(
      { type: machine.type, statesEntered, retries },
      { region: local.localAccount.region, durationSeconds },
    ),
    ...(answer['status'] === 'RUNNING' && waitsIn !== undefined ? { waitsIn } : {}),
  };
}

function endOf(answer: Readonly<Record<string, unknown>>): Pick<RunResult, 'status' | 'error' | 'cause' | 'output'> {
  const { status, error, cause, output } = answer;
  return {
    status: String(status),
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
    ...(typeof output === 'string' ? { output: JSON.parse(output) as Json } : {}),
  };
}
