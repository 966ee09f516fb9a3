import { type Evidence, gatherEvidence, lettersOf } from '../evidence/evidence';
import { receiveLetters, releaseLetters, removeLetters } from '../evidence/letters';
import { type LedgerStatus, readLedgerRow } from '../evidence/rows';
import { keyOf } from '../gaps/find-gaps';
import type { LedgerPlace } from '../ledger-place';
import type { ReceivedLetter } from '../letter';
import { type CarriedOut, carryOut } from './carry-out';
import { planRedrive, type RedrivePlan } from './redrive-plan';
import { type RedriveSelection, selectDocuments } from './select-documents';

/** What a redrive did with one document, or would do. */
export interface RedriveResult extends CarriedOut {
  /** Undefined for a letter whose input names no object version. */
  readonly documentId: string | undefined;
  readonly key: string | undefined;
  readonly action: RedrivePlan['kind'] | 'error';
  readonly why?: string;
  readonly checkpoint?: string;
  /** The ledger's status once everything had come to rest; absent in a dry run and where nothing was set going. */
  readonly outcome?: LedgerStatus;
}

/** How a redrive works. */
export interface RedriveOptions {
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
  /** Longest time to follow what was set going, in seconds. */
  readonly followSeconds: number;
}

/** How long what runs is given to come to rest first, in seconds: an execution that sends its letter has not ended yet. */
const settleSeconds = 20;

/**
 * Sends documents on their way again. A letter leaves the queue only after what it asked for was set going, so that a kill at any
 * moment leaves it there, and the next redrive finds that nothing is left to do. Throws UnknownDocumentError before anything is done.
 */
export async function redrive(
  place: LedgerPlace,
  selection: RedriveSelection,
  options: RedriveOptions,
): Promise<readonly RedriveResult[]> {
  await place.settle(settleSeconds);
  const letters = await receiveLetters(place);
  const removed = new Set<ReceivedLetter>();
  const results: RedriveResult[] = [];
  try {
    const evidence = await gatherEvidence(place, letters);
    for (const documentId of selectDocuments(place, evidence, selection)) {
      const { result, done } = await redriveOne(place, { evidence, documentId, dryRun: options.dryRun });
      for (const letter of done) removed.add(letter);
      results.push(result);
    }
    if (selection.ids.length === 0) results.push(...nameless(letters, selection));
  } finally {
    await releaseLetters(
      place,
      letters.filter((letter) => !removed.has(letter)),
    );
  }
  return options.dryRun ? results : outcomes(place, results, options.followSeconds);
}

interface One {
  readonly evidence: Evidence;
  readonly documentId: string;
  readonly dryRun: boolean;
}

/** One document's failure keeps none of the others from its redrive. */
async function redriveOne(
  place: LedgerPlace,
  { evidence, documentId, dryRun }: One,
): Promise<{ readonly result: RedriveResult; readonly done: readonly ReceivedLetter[] }> {
  const plan = planRedrive(evidence, documentId);
  const told = { documentId, key: keyOf(evidence, documentId), ...toldOf(plan) };
  if (dryRun || plan.kind === 'leave' || plan.kind === 'refuse') return { result: told, done: [] };
  try {
    const carriedOut = await carryOut(place, documentId, plan);
    const done = lettersOf(evidence, documentId);
    await removeLetters(place, done);
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

/** Letters whose input names no object version: there is nothing that could be read again. */
function nameless(letters: readonly ReceivedLetter[], { error, state }: RedriveSelection): readonly RedriveResult[] {
  return letters
    .filter(({ documentId }) => documentId === undefined)
    .filter((letter) => error === undefined || letter.error === error)
    .filter((letter) => state === undefined || letter.state === state)
    .map(({ executionArn }) => ({
      documentId: undefined,
      key: undefined,
      action: 'refuse',
      why: `the input of ${executionArn} names no object version`,
    }));
}

async function outcomes(
  place: LedgerPlace,
  results: readonly RedriveResult[],
  followSeconds: number,
): Promise<readonly RedriveResult[]> {
  const isSetGoing = ({ action }: RedriveResult): boolean => action === 'start' || action === 'redrive-execution';
  if (!results.some(isSetGoing)) return results;
  await place.settle(followSeconds);
  return Promise.all(
    results.map(async (result) => {
      if (!isSetGoing(result) || result.documentId === undefined) return result;
      const row = await readLedgerRow(place, result.documentId);
      return row === undefined ? result : { ...result, outcome: row.status };
    }),
  );
}
