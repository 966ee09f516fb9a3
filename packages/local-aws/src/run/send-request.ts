import { isJsonObject, type Json } from '@document-pipelines/asl/definition';
import { millisecondsBetween } from '@document-pipelines/asl/interpreter';
import type { AppliedMachine } from '../environment/state-machines';
import { callRestApi } from '../services/rest-api';
import type { Local } from '../start-local';
import type { SampleRun } from './run-file';
import { priceOf, type RunResult } from './run-result';
import { withOutputs } from './with-outputs';

/** The result of a request: its status, and the result of the run. */
export interface SentRequest {
  readonly httpStatus: number;
  readonly result: Omit<RunResult, 'run'>;
}

/**
 * Sends a run's request to the machine's REST API over HTTP. The result describes the execution that the request started, if it did;
 * runs come one after another, so it is the new one.
 */
export async function sendRequest(
  local: Local,
  machine: AppliedMachine & { readonly localName: string },
  { method, path, body }: NonNullable<SampleRun['http']>,
): Promise<SentRequest> {
  const before = new Set(local.states.list(machine.name).map(({ executionArn }) => executionArn));
  const sent = body === undefined ? {} : { body: withOutputs(body, local.outputs) };
  const answer = await callRestApi({ applied: local.applied, api: machine.localName }, { method, path, ...sent });
  const started = local.states.list(machine.name).find(({ executionArn }) => !before.has(executionArn));
  const { statesEntered = 0, retries = 0, startDate = 0, stopDate = startDate } = started ?? {};
  const durationSeconds = millisecondsBetween(startDate, stopDate) / 1000;
  const used = { type: machine.type, statesEntered, retries };
  const where = { region: local.localAccount.region, durationSeconds };
  return {
    httpStatus: answer.status,
    result: {
      status: `HTTP ${answer.status}`,
      ...errorOf(answer.body),
      output: answer.body,
      executionArn: started?.executionArn ?? null,
      statesEntered,
      retries,
      durationSeconds,
      stepFunctionsPrice: started === undefined ? 0 : priceOf(used, where),
    },
  };
}

function errorOf(body: Json): Pick<RunResult, 'error'> {
  const error = isJsonObject(body) ? body['error'] : undefined;
  return typeof error === 'string' ? { error } : {};
}
