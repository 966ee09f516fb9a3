import { type Account, allPages, follow, isServiceError } from '../../account';
import { pointerIn } from '../../ledger/object-pointer';
import type { StoryExecution } from '../story';
import { type HistoryEntry, historyEntry } from './history-entry';
import { readVisits } from './read-visits';
import type { StateVisit } from './state-visit';

/** An execution with its history. */
export interface ReadExecution {
  readonly execution: StoryExecution;
  readonly input: unknown;
  readonly events: readonly HistoryEntry[];
}

/** Returns an execution with its history; undefined if Step Functions does not have it (any more). */
export async function readExecution(
  account: Account,
  executionArn: string,
  { data }: { readonly data: boolean },
): Promise<ReadExecution | undefined> {
  const described = await describeExecution(account, executionArn);
  if (described === undefined) return undefined;
  const found = await allPages<Readonly<Record<string, unknown>>>(
    (from) => account.call('states', 'GetExecutionHistory', { executionArn, maxResults: 1000, ...from }),
    ({ events: page }) => page,
    (answer) => follow(answer, { nextToken: 'nextToken' }),
  );
  const events = found.map(historyEntry);
  const visits = await withMapRuns(account, readVisits(events, data));
  const input = parsed(described['input']);
  const { redriveOf, batchId } = (input ?? {}) as Readonly<Record<string, unknown>>;
  const execution: StoryExecution = {
    executionArn,
    status: String(described['status']),
    startedAt: isoOf(described['startDate']) ?? '',
    ...optional('stoppedAt', isoOf(described['stopDate'])),
    ...optional('error', textOf(described['error'])),
    ...optional('cause', textOf(described['cause'])),
    redriveCount: Number(described['redriveCount'] ?? 0),
    ...optional('definitionVersion', textOf(described['stateMachineVersionArn'])),
    ...optional('redriveOf', textOf(redriveOf)),
    ...optional('batchId', pointerIn(input) === undefined ? undefined : textOf(batchId)),
    visits,
    ...(data ? optional('input', textOf(described['input'])) : {}),
    ...(data ? optional('output', textOf(described['output'])) : {}),
  };
  return { execution, input, events };
}

/** Returns the output of DescribeExecution; undefined for an execution that Step Functions does not have. */
export async function describeExecution(
  account: Account,
  executionArn: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await account.call('states', 'DescribeExecution', { executionArn });
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return undefined;
    throw error;
  }
}

/** Returns the JSON value of an input; undefined if it has none, as that of an execution whose input AWS does not return. */
export function parsed(input: unknown): unknown {
  try {
    return typeof input === 'string' ? JSON.parse(input) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a Date of an output as ISO 8601. */
export function isoOf(date: unknown): string | undefined {
  return date === undefined || date === null ? undefined : new Date(date as Date).toISOString();
}

async function withMapRuns(account: Account, visits: readonly StateVisit[]): Promise<readonly StateVisit[]> {
  return Promise.all(
    visits.map(async (visit) => {
      if (visit.mapRun === undefined) return visit;
      const { mapRunArn } = visit.mapRun;
      const { status, executionCounts } = await account.call('states', 'DescribeMapRun', { mapRunArn });
      const { total, succeeded, failed, timedOut, aborted, running } = executionCounts as Readonly<
        Record<string, number>
      >;
      const unsuccessful = Number(failed) + Number(timedOut) + Number(aborted);
      const counts = {
        total: Number(total),
        succeeded: Number(succeeded),
        failed: unsuccessful,
        running: Number(running),
      };
      return { ...visit, mapRun: { mapRunArn, status: String(status), ...counts } };
    }),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Readonly<Partial<Record<Name, Value>>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
}
