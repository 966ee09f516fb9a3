import type { JsonObject } from '@document-pipelines/asl/definition';
import type { Row } from '../../../fakes/expressions';
import { documentIdOfInput } from '../document-id';
import { names } from '../names';
import type { World } from '../world';
import { answerBatch, failedBatches } from './batches';
import { type DeadLetter, lettersOf, openLetters } from './letters';

/**
 * The operator of the dead letters. Sends events that the failure rule could not record to it again. Then continues batches, and acts
 * on each document's last dead letter: a document that is stored gets the notice that is missing, every other a new execution that
 * names the one it replaces. Returns how many documents were acted on.
 */
export async function actOnDeadLetters(world: World): Promise<number> {
  const told = new Set(lettersOf(world).map(({ executionArn }) => executionArn));
  const replayed = unrecordedEnds(world).filter(({ detail }) => !told.has(detail.executionArn));
  const concerned = new Set([
    ...latestLetters(world).keys(),
    ...[...replayed.map(({ detail }) => detail), ...failedBatches(world)].map(({ executionArn }) =>
      world.subjectOf(executionArn),
    ),
  ]);
  for (const documentId of concerned) world.generations.set(documentId, world.generationOf(documentId) + 1);
  for (const event of replayed) {
    const documentId = world.subjectOf(event.detail.executionArn);
    await world.lambda.invokeAsynchronously('record-failed-execution', event, documentId);
  }
  for (const letter of failedBatches(world)) answerBatch(world, letter);
  for (const [documentId, letter] of latestLetters(world)) act(world, documentId, letter);
  return concerned.size;
}

/** The event of an execution's bad end. */
interface EndEvent {
  readonly detail: { readonly executionArn: string };
}

/** Events of failed executions for which all attempts of the failure rule's function failed. */
function unrecordedEnds(world: World): EndEvent[] {
  const records = (world.stores.raw.queues.get(names.undelivered) ?? []).map((body) => JSON.parse(body) as JsonObject);
  return records
    .filter(({ functionName }) => functionName === 'record-failed-execution')
    .map(({ requestPayload }) => requestPayload as unknown as EndEvent);
}

function act(world: World, documentId: string, { executionArn, input, checkpoint }: DeadLetter): void {
  world.lettersActedOn.add(executionArn);
  const row = rowOf(world, documentId);
  const generation = world.generationOf(documentId);
  if (isNoticeOwed(world, documentId, checkpoint)) {
    const { documentType, documentUri, key } = row ?? {};
    const message = { documentId, documentType: documentType?.S, documentUri: documentUri?.S, key: key?.S };
    world.stores.publish(names.stored, JSON.stringify(message));
    return;
  }
  const { bucket = '', key = '', versionId = '' } = input;
  // A redrive that could not even register does not own the row: the one that it replaces still does.
  const redriveOf = row?.['executionArn']?.S ?? executionArn;
  const redriven = { bucket, key, versionId, redriveOf, attempt: generation + 1, checkpoint };
  if (row !== undefined) markFailed(world, documentId, row);
  world.start(`${documentId}-r${generation}`, redriven, documentId);
}

/** RegisterDocument accepts a redrive of a row that is FAILED or HANDED_OVER; a row that was written too late has another status. */
function markFailed(world: World, documentId: string, row: Row): void {
  if (['FAILED', 'HANDED_OVER'].includes(row['status']?.S ?? '')) return;
  world.stores.putRow(`${names.ledger}/${documentId}`, { ...row, status: { S: 'FAILED' } });
}

/** Returns the last open dead letter of each document, unless the document is done or owned by another execution by now. */
function latestLetters(world: World): Map<string, DeadLetter> {
  const latest = new Map<string, DeadLetter>();
  for (const letter of openLetters(world)) {
    const documentId = documentIdOfInput(letter.input);
    if (documentId === undefined) continue;
    const isOwed = isNoticeOwed(world, documentId, letter.checkpoint);
    if (isOwed || isOpen(world, rowOf(world, documentId))) latest.set(documentId, letter);
  }
  return latest;
}

/** Whether only the notice is missing, according to the dead letter, or to the row, which was written later. */
function isNoticeOwed(world: World, documentId: string, checkpoint: string): boolean {
  const row = rowOf(world, documentId);
  if (checkpoint === 'STORED' || row?.['status']?.S !== 'STORED') return checkpoint === 'STORED';
  const owner = world.executions.known.get(row['executionArn']?.S ?? '')?.record;
  const notices = (world.stores.raw.topics.get(names.stored) ?? []).map((body) => JSON.parse(body) as JsonObject);
  return owner?.status === 'ABORTED' && !notices.some((notice) => notice['documentId'] === documentId);
}

/** Whether the document is not being processed: the owner of its row has ended, and no execution has replaced it. */
function isOpen(world: World, row: Row | undefined): boolean {
  const status = row?.['status']?.S ?? '';
  if (row === undefined || status === 'FAILED') return true;
  const ownerArn = row['executionArn']?.S ?? '';
  const executions = [...world.executions.known.values()];
  const isAwaited = executions.some(({ input, record }) => record === undefined && input['redriveOf'] === ownerArn);
  return (
    !['STORED', 'REJECTED'].includes(status) &&
    world.executions.known.get(ownerArn)?.record !== undefined &&
    !(status === 'HANDED_OVER' && isAwaited)
  );
}

function rowOf(world: World, documentId: string): Row | undefined {
  return world.stores.raw.rows.get(`${names.ledger}/${documentId}`);
}
