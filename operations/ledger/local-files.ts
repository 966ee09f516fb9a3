import { join } from 'node:path';
import { shownFile } from '@document-pipelines/asl/paths';
import { type Account, isServiceError } from '../account';
import { executionReference } from './execution-reference';

/** Local files with what the console would show. */
export interface LocalFiles {
  /** The execution's history, one event a line; its record is next to it. */
  readonly history?: string;
  /** What the function of the failed state printed; absent if that state does not call a function. */
  readonly log?: string;
}

/** Returns the existing files of an execution, as paths from the current folder. Returns no files if the ledger is not on this computer. */
export async function localFilesOf(account: Account, executionArn: string, failedState?: string): Promise<LocalFiles> {
  const { stateFolder } = account;
  if (stateFolder === undefined) return {};
  const functionName = failedState === undefined ? undefined : await functionOf(account, executionArn, failedState);
  const log = functionName === undefined ? undefined : shownFile(join(stateFolder, 'logs', `${functionName}.log`));
  const history = historyPath(stateFolder, executionArn);
  return { ...(history === undefined ? {} : { history }), ...(log === undefined ? {} : { log }) };
}

/** packages/local-aws/src/services/states/executions/archive names them. */
function historyPath(stateFolder: string, executionArn: string): string | undefined {
  const { machine, label, name } = executionReference(executionArn) ?? {};
  if (machine === undefined || name === undefined) return undefined;
  const folder = label === undefined ? machine : join(machine, label);
  return shownFile(join(stateFolder, 'executions', folder, `${name.replace(':', '.')}.history.ndjson`));
}

/** Returns the function that a state called last. */
async function functionOf(account: Account, executionArn: string, stateName: string): Promise<string | undefined> {
  try {
    const input = { executionArn, reverseOrder: true, maxResults: 1000 };
    const { events } = await account.call('states', 'GetExecutionHistory', input);
    const newestFirst = events as readonly HistoryEntry[];
    const entered = newestFirst.findIndex(({ stateEnteredEventDetails: details }) => details?.name === stateName);
    const called = newestFirst
      .slice(0, entered === -1 ? 0 : entered)
      .map(({ taskScheduledEventDetails: task }) => task)
      .filter((task) => task !== undefined)
      .filter(({ resourceType }) => resourceType === 'lambda');
    return functionNameIn(called.at(-1)?.parameters);
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return undefined;
    throw error;
  }
}

interface HistoryEntry {
  readonly stateEnteredEventDetails?: { readonly name: string };
  readonly taskScheduledEventDetails?: { readonly resourceType: string; readonly parameters: string };
}

function functionNameIn(parameters: string | undefined): string | undefined {
  if (parameters === undefined) return undefined;
  const { FunctionName: named } = JSON.parse(parameters) as { readonly FunctionName?: string };
  const [, ofArn] = /:function:([^:]+)/.exec(named ?? '') ?? [];
  return ofArn ?? named;
}
