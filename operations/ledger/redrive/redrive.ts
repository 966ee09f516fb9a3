import type { Account } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import { receiveDeadLetters, releaseDeadLetters, removeDeadLetters } from '../evidence/dead-letters';
import { deadLettersOf, type Evidence, gatherEvidence } from '../evidence/evidence';
import { isAtRest, readExecutionState } from '../evidence/executions';
import { readLedgerRow } from '../evidence/rows';
import { keyOf } from '../gaps/find-gaps';
import { type CarriedOut, carryOutRedrive } from './carry-out';
import { takeCurrentVersions } from './current-versions';
import { findExecution, redriveExecutionOf, selectExecutions } from './redrive-executions';
import { planRedrive, type RedrivePlan } from './redrive-plan';
import type { RedriveResult } from './redrive-result';
import { type RedriveSelection, selectDocuments } from './select-documents';

/** Options of a redrive. */
export interface RedriveOptions {
  /** Print what would be done, without doing it. */
  readonly dryRun: boolean;
  /** Longest time to follow what was set going, in seconds; 0 reports what was started, without its outcome. */
  readonly followSeconds: number;
}

/** Longest time to wait first for executions to become idle, in seconds: an execution that sends its dead letter has not ended yet. */
const settleSeconds = 20;

/**
 * Redrives documents. A dead letter is removed from the queue only after its redrive was started. So a kill at any moment leaves it
 * there, and the next redrive finds that it is done. Throws UserError before any change.
 */
export async function redrive(
  account: Account,
  selection: RedriveSelection,
  options: RedriveOptions,
): Promise<readonly RedriveResult[]> {
  await account.settle(settleSeconds);
  const { letters, taken, absent } = await takeCurrentVersions(account, await receiveDeadLetters(account));
  const removed = new Set<ReceivedDeadLetter>();
  const results: RedriveResult[] = [];
  try {
    const evidence = await gatherEvidence(account, letters);
    const keep = ({ result, done }: Redriven): void => {
      for (const letter of done) removed.add(letter);
      results.push(result);
    };
    const { dryRun } = options;
    const executions = selectExecutions(account, evidence, selection);
    for (const documentId of documentsOf(account, evidence, selection))
      keep(await redriveOne(account, { evidence, documentId, dryRun, taken: taken.get(documentId) }));
    for (const failed of executions) keep(await redriveExecutionOf(account, failed, { evidence, dryRun, absent }));
  } finally {
    await releaseDeadLetters(
      account,
      letters.filter((letter) => !removed.has(letter)),
    );
  }
  const { dryRun, followSeconds } = options;
  return dryRun || followSeconds === 0 ? results : outcomes(account, results, followSeconds);
}

/** What was redriven, and the dead letters that were deleted. */
interface Redriven {
  readonly result: RedriveResult;
  readonly done: readonly ReceivedDeadLetter[];
}

/** An id of an execution that does not process a document is not a document id. Throws UserError. */
function documentsOf(account: Account, evidence: Evidence, selection: RedriveSelection): readonly string[] {
  const ids = selection.ids.filter((id) => findExecution(evidence, id) === undefined);
  if (selection.ids.length > 0 && ids.length === 0) return [];
  return selectDocuments(account, evidence, { ...selection, ids });
}

interface One {
  readonly evidence: Evidence;
  readonly documentId: string;
  readonly dryRun: boolean;
  /** What to report of the object version that is used. */
  readonly taken: string | undefined;
}

/** One document's failure does not stop the redrive of the others. */
async function redriveOne(account: Account, { evidence, documentId, dryRun, taken }: One): Promise<Redriven> {
  const plan = planRedrive(evidence, documentId);
  const told = withSaying({ documentId, key: keyOf(evidence, documentId), ...toldOf(plan) }, taken);
  if (dryRun || plan.kind === 'leave' || plan.kind === 'refuse') return { result: told, done: [] };
  try {
    const carriedOut = await carryOutRedrive(account, documentId, plan);
    const done = deadLettersOf(evidence, documentId);
    await removeDeadLetters(account, done);
    return { result: { ...told, ...carriedOut }, done };
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { result: { ...told, action: 'error', why }, done: [] };
  }
}

function toldOf(plan: RedrivePlan): Pick<RedriveResult, 'action' | 'why' | 'checkpoint'> & CarriedOut {
  switch (plan.kind) {
    case 'start': {
      const { attempt, checkpoint, redriveOf } = plan.input;
      return { action: plan.kind, attempt, checkpoint, ...(redriveOf === undefined ? {} : { redriveOf }) };
    }
    case 'redrive-execution':
      return { action: plan.kind, executionArn: plan.executionArn, checkpoint: plan.otherwise.input.checkpoint };
    case 'notify':
      return { action: plan.kind, checkpoint: plan.row.checkpoint };
    default:
      return { action: plan.kind, why: plan.why };
  }
}

function withSaying(result: RedriveResult, saying: string | undefined): RedriveResult {
  if (saying === undefined) return result;
  return { ...result, why: result.why === undefined ? saying : `${saying}; ${result.why}` };
}

const settingGoing: ReadonlySet<string> = new Set(['start', 'start-execution', 'redrive-execution']);

/** Whether each of what was set going has ended, or waits for a person or a release. */
async function haveComeToRest(account: Account, results: readonly RedriveResult[]): Promise<boolean> {
  for (const { executionArn, documentId } of results)
    if (executionArn !== undefined && !(await isAtRest(account, { executionArn, documentId }))) return false;
  return true;
}

async function outcomes(
  account: Account,
  results: readonly RedriveResult[],
  followSeconds: number,
): Promise<readonly RedriveResult[]> {
  const isSetGoing = ({ action }: RedriveResult): boolean => settingGoing.has(action);
  if (!results.some(isSetGoing)) return results;
  const set = results.filter(isSetGoing);
  await account.settle(followSeconds, () => haveComeToRest(account, set));
  return Promise.all(
    results.map(async (result) => {
      if (!isSetGoing(result)) return result;
      if (result.documentId === undefined)
        return { ...result, outcome: await readExecutionState(account, result.executionArn ?? '') };
      const row = await readLedgerRow(account, result.documentId);
      if (row === undefined) return result;
      const { error } = row.details;
      return { ...result, outcome: row.status, ...(row.status === 'FAILED' && error !== undefined ? { error } : {}) };
    }),
  );
}
