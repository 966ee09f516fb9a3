import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isJsonObject, type JsonObject } from '../../../../asl/definition';
import { documentIdOfInput } from '../document-id';
import { names } from '../names';
import type { World } from '../world';

/** A dead letter, as far as an operator needs it. */
export interface DeadLetter {
  readonly executionArn: string;
  readonly documentId: string;
  readonly input: JsonObject;
  readonly checkpoint: string;
}

/**
 * The operator of the dead letters. What the net could not record is given to it again; then each document's last letter is acted
 * on: a document that is stored gets the notice that is missing, every other a new execution that names the one it replaces.
 * Returns how many documents were acted on.
 */
export async function actOnDeadLetters(world: World): Promise<number> {
  const owed = lettersOf(world.stores.raw.queues.get(names.undelivered) ?? []).filter(
    ({ functionName }) => functionName === 'record-failed-execution',
  );
  const letters = latestLetters(world);
  const replayed = owed.filter((record) => !hasLetter(letters, executionArnOfEvent(record)));
  const batches = batchLetters(world);
  const concerned = new Set([
    ...letters.keys(),
    ...replayed.map((record) => documentIdOfEvent(world, record)),
    ...batches.map(({ executionArn }) => documentIdOfExecution(world, executionArn)),
  ]);
  for (const documentId of concerned) world.generations.set(documentId, world.generationOf(documentId) + 1);
  for (const record of replayed) {
    await world.lambda.invokeAsynchronously(
      'record-failed-execution',
      record['requestPayload'] as JsonObject,
      documentIdOfEvent(world, record),
    );
  }
  for (const [documentId, letter] of latestLetters(world)) act(world, documentId, letter);
  for (const letter of batchLetters(world)) beginAgain(world, letter);
  return concerned.size;
}

/**
 * What `asl ledger reconcile` finds and `asl redrive` mends: a document whose Express execution is over without a final status, or
 * without its notice. Of those nobody tells: not EventBridge, and not their batch where that was stopped itself. Returns how many.
 */
export async function actOnGaps(world: World): Promise<number> {
  if (world.options.sabotage?.areGapsLeft === true) return 0;
  let mended = 0;
  for (const documentId of world.documents.keys()) {
    const row = world.stores.raw.rows.get(`${names.ledger}/${documentId}`);
    const owner = world.executions.known.get(row?.['executionArn']?.S ?? '')?.record;
    if (row === undefined || owner?.type !== 'EXPRESS' || owner.status === 'SUCCEEDED') continue;
    if (await isMended(world, documentId, { status: row['status']?.S ?? '', executionArn: owner.executionArn }))
      mended += 1;
  }
  return mended;
}

/** By the gap's kind, as reconcile names it: stored-without-notice, ended-without-final-status, failed-without-letter, handed-over-to-nobody. */
async function isMended(
  world: World,
  documentId: string,
  { status, executionArn }: { readonly status: string; readonly executionArn: string },
): Promise<boolean> {
  const letter = letterOf(world, documentId, executionArn);
  if (status === 'STORED' && !isTold(world, documentId)) {
    act(world, documentId, { ...letter, checkpoint: 'STORED' });
    return true;
  }
  if (status === 'RECEIVED') {
    await redriveUnfinished(world, documentId, executionArn);
    return true;
  }
  const isForgotten = status === 'FAILED' && !hasLetterOfItsOwn(world, documentId);
  if (!isForgotten && !(status === 'HANDED_OVER' && !isAwaited(world, executionArn))) return false;
  world.generations.set(documentId, world.generationOf(documentId) + 1);
  act(world, documentId, letter);
  return true;
}

function hasLetterOfItsOwn(world: World, documentId: string): boolean {
  const letters = lettersOf(world.stores.raw.queues.get(names.deadLetters) ?? []);
  return letters.some(({ input }) => isJsonObject(input) && documentIdOfInput(input) === documentId);
}

/** Whether an execution has been started in the place of this one. */
function isAwaited(world: World, executionArn: string): boolean {
  return [...world.executions.known.values()].some(({ input }) => input['redriveOf'] === executionArn);
}

async function redriveUnfinished(world: World, documentId: string, executionArn: string): Promise<void> {
  world.generations.set(documentId, world.generationOf(documentId) + 1);
  const markFailed = new UpdateItemCommand({
    TableName: names.ledger,
    Key: { documentId: { S: documentId } },
    UpdateExpression: 'SET #status = :failed',
    ConditionExpression: '#status = :received AND executionArn = :owner',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':failed': { S: 'FAILED' },
      ':received': { S: 'RECEIVED' },
      ':owner': { S: executionArn },
    },
  });
  await world.stores.dynamodb.send(markFailed);
  act(world, documentId, letterOf(world, documentId, executionArn));
}

function letterOf(world: World, documentId: string, executionArn: string): DeadLetter {
  const { bucket, key, versionId } = world.documentOf(documentId);
  return { executionArn, documentId, input: { bucket, key, versionId }, checkpoint: 'RECEIVED' };
}

function isTold(world: World, documentId: string): boolean {
  const notices = world.stores.raw.topics.get(names.stored) ?? [];
  return notices.some((message) => (JSON.parse(message) as JsonObject)['documentId'] === documentId);
}

/** The same batch again, under another name: what is processed the ledger says. */
function beginAgain(world: World, { executionArn, input }: DeadLetter): void {
  world.lettersActedOn.add(executionArn);
  const documentId = documentIdOfExecution(world, executionArn);
  const [machine = '', name = ''] = executionArn.split(':').slice(-2);
  const attempt = world.generationOf(documentId) + 1;
  world.start(`${name}-r${attempt - 1}`, { ...input, redriveOf: executionArn, attempt }, documentId, machine);
}

/** The letters that are about no document but about a batch, and that nobody has acted on. */
function batchLetters(world: World): DeadLetter[] {
  return lettersOf(world.stores.raw.queues.get(names.deadLetters) ?? [])
    .map((letter) => letter as unknown as DeadLetter)
    .filter(({ input, executionArn }) => 'manifest' in input && !world.lettersActedOn.has(executionArn));
}

function act(world: World, documentId: string, { executionArn, input, checkpoint }: DeadLetter): void {
  world.lettersActedOn.add(executionArn);
  const row = world.stores.raw.rows.get(`${names.ledger}/${documentId}`);
  const generation = world.generationOf(documentId);
  if (checkpoint === 'STORED') {
    const { documentType, documentUri, key } = row ?? {};
    const message = { documentId, documentType: documentType?.S, documentUri: documentUri?.S, key: key?.S };
    world.stores.publish(names.stored, JSON.stringify(message));
    return;
  }
  // A redrive that could not even register does not own the row: whom it replaces still does.
  const redriveOf = row?.['executionArn']?.S ?? executionArn;
  world.start(`${documentId}-r${generation}`, { ...input, redriveOf, attempt: generation + 1 }, documentId);
}

/** The last letter of each document that nobody has acted on, unless the document is in other hands by now. */
function latestLetters(world: World): Map<string, DeadLetter> {
  const latest = new Map<string, DeadLetter>();
  for (const letter of lettersOf(world.stores.raw.queues.get(names.deadLetters) ?? [])) {
    const documentId = documentIdOfInput(isJsonObject(letter['input']) ? letter['input'] : {});
    if (documentId === undefined || world.lettersActedOn.has(String(letter['executionArn']))) continue;
    const row = world.stores.raw.rows.get(`${names.ledger}/${documentId}`);
    const isOpen = row === undefined || row['status']?.S === 'FAILED' || letter['checkpoint'] === 'STORED';
    if (isOpen) latest.set(documentId, letter as unknown as DeadLetter);
  }
  return latest;
}

function hasLetter(letters: ReadonlyMap<string, DeadLetter>, executionArn: string): boolean {
  return [...letters.values()].some((letter) => letter.executionArn === executionArn);
}

function executionArnOfEvent(record: JsonObject): string {
  const { detail } = record['requestPayload'] as { detail: { executionArn: string } };
  return detail.executionArn;
}

function documentIdOfEvent(world: World, record: JsonObject): string {
  return documentIdOfExecution(world, executionArnOfEvent(record));
}

function documentIdOfExecution(world: World, executionArn: string): string {
  return world.documentOfExecution.get(executionArn) ?? 'unknown';
}

function lettersOf(bodies: readonly string[]): JsonObject[] {
  return bodies.map((body) => JSON.parse(body) as JsonObject);
}
