import { type Account, follow } from '../account';
import type { ListedExecution } from '../ledger/evidence/other-executions';
import { documentIdOf, pointerIn } from '../ledger/object-pointer';
import { describeExecution, isoOf, parsed } from './history/read-execution';
import type { StoryDuplicate } from './story';

/** Executions that were started for an object version, besides those that are known. */
export interface VersionExecutions {
  readonly duplicates: readonly StoryDuplicate[];
  /** Executions that did not end as a duplicate: they failed before they registered the document, or are about to. */
  readonly others: readonly string[];
  /** Executions of that time that were not looked at. */
  readonly notSearched: number;
}

/** Pages of 1,000 executions, newest first, that are listed. */
const mostPages = 10;
/** Executions that are described: the quota is 15 a second. */
const mostDescribed = 60;
/** EventBridge delivers for 24 hours; clocks differ by less than a minute. */
const window = { before: 60_000, after: 24 * 3_600_000 };

/**
 * Looks for executions that were started for an object version about when it was uploaded, nearest first. ListExecutions does not return
 * inputs, so each must be described.
 */
export async function findVersionExecutions(
  account: Account,
  { documentId, uploadedAt, known }: { documentId: string; uploadedAt: number; known: ReadonlySet<string> },
): Promise<VersionExecutions> {
  const listed = await listNear(account, uploadedAt);
  const near = listed
    .filter(({ executionArn }) => !known.has(executionArn))
    .map((execution) => ({ ...execution, distance: Math.abs(startOf(execution) - uploadedAt) }))
    // Redrives and batches have the documentId in the name.
    .sort(
      (a, b) =>
        Number(b.name.startsWith(documentId)) - Number(a.name.startsWith(documentId)) || a.distance - b.distance,
    );
  const duplicates: StoryDuplicate[] = [];
  const others: string[] = [];
  for (const { executionArn } of near.slice(0, mostDescribed)) {
    const described = await describeExecution(account, executionArn);
    const pointer = pointerIn(parsed(described?.['input']));
    if (pointer === undefined || documentIdOf(pointer) !== documentId) continue;
    const { outcome } = (parsed(described?.['output']) ?? {}) as { readonly outcome?: unknown };
    if (outcome !== 'ALREADY_PROCESSED') others.push(executionArn);
    else duplicates.push({ executionArn, startedAt: isoOf(described?.['startDate']) ?? '' });
  }
  return { duplicates, others, notSearched: Math.max(0, near.length - mostDescribed) };
}

type Started = ListedExecution & { readonly startDate?: Date };

async function listNear(account: Account, uploadedAt: number): Promise<readonly Started[]> {
  const near: Started[] = [];
  let from: object | undefined = {};
  for (let page = 0; page < mostPages && from !== undefined; page += 1) {
    const input = { stateMachineArn: account.names.documentPipelineArn, maxResults: 1000, ...from };
    const answer = await account.call('states', 'ListExecutions', input);
    const executions = answer['executions'] as readonly Started[];
    near.push(...executions.filter((execution) => isNear(startOf(execution), uploadedAt)));
    const oldest = executions.at(-1);
    const isOver = oldest === undefined || startOf(oldest) < uploadedAt - window.before;
    from = isOver ? undefined : follow(answer, { nextToken: 'nextToken' });
  }
  return near;
}

function startOf({ startDate }: Started): number {
  return startDate === undefined ? Number.NaN : new Date(startDate).getTime();
}

function isNear(startedAt: number, uploadedAt: number): boolean {
  return startedAt >= uploadedAt - window.before && startedAt <= uploadedAt + window.after;
}
