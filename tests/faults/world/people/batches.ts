import type { JsonObject } from '@document-pipelines/asl/definition';
import { documentIdOfInput } from '../document-id';
import { names, stateMachineNameOf } from '../names';
import type { World } from '../world';
import { type DeadLetter, lettersOf, openLetters } from './letters';

/**
 * How an operator continues a batch that failed: RedriveExecution; the same batch again, in a folder of its own or in that of the
 * failed one; or `pipelines batch resume`, a batch of what the failed one has left.
 */
export type BatchAnswer = (typeof batchAnswers)[number];

/** Every one of them. */
export const batchAnswers = ['redrive', 'again', 'again under its id', 'resume'] as const;

/** Returns the open dead letters of batches, which do not name a document. */
export function failedBatches(world: World): DeadLetter[] {
  const letters = openLetters(world).filter(({ input }) => 'manifest' in input);
  return letters.filter(({ executionArn }) => {
    const { record } = world.executions.known.get(executionArn) ?? {};
    return record !== undefined && record.status !== 'SUCCEEDED';
  });
}

/** Acts on the dead letter of a batch. */
export function answerBatch(world: World, letter: DeadLetter): void {
  const { record } = world.executions.known.get(letter.executionArn) ?? {};
  // A failure that the machine caught itself ends in a Fail state, which a redrive only enters again.
  const usual = record?.status === 'FAILED' ? 'again' : 'redrive';
  const answer = world.options.batchAnswer ?? usual;
  if (answer === 'redrive' && record?.redriveCount === 0 && world.redrive(letter.executionArn)) return;
  world.lettersActedOn.add(letter.executionArn);
  if (answer === 'resume') resume(world, letter);
  else beginAgain(world, letter, answer === 'again under its id');
}

/** Starts the same batch under another name: the ledger has what is already processed. */
function beginAgain(world: World, { executionArn, input }: DeadLetter, isSameFolder: boolean): void {
  const documentId = world.subjectOf(executionArn);
  const { name, successor } = namesOf(world, executionArn);
  const folder: JsonObject = isSameFolder ? { batchId: input['batchId'] ?? name } : {};
  const attempt = world.generationOf(documentId) + 1;
  world.start(
    successor,
    { ...input, ...folder, redriveOf: executionArn, attempt },
    documentId,
    stateMachineNameOf(executionArn),
  );
}

/** Starts a batch of the items that failed or never began; of the whole batch if its items are unknown. */
function resume(world: World, letter: DeadLetter): void {
  const { executionArn } = letter;
  const { name, successor } = namesOf(world, executionArn);
  const listed = world.stores.objects.get(`${names.results}/batches/${name}/items.jsonl`);
  if (listed === undefined) {
    beginAgain(world, letter, false);
    return;
  }
  const items = listed.toString().trimEnd().split('\n');
  const rows = items.flatMap((line) => resumed(world, JSON.parse(line) as JsonObject));
  if (rows.length === 0) return;
  const key = `batches/${successor}/manifest.jsonl`;
  world.stores.objects.set(`${names.results}/${key}`, Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
  const manifest = { bucket: names.results, key };
  world.start(successor, { manifest }, world.subjectOf(executionArn), stateMachineNameOf(executionArn));
}

/**
 * Returns an item that RegisterDocument accepts again; an empty array if its document is done, owned by another execution, or about to
 * be registered.
 */
function resumed(world: World, { bucket = '', key = '', versionId = '' }: JsonObject): JsonObject[] {
  const item = { bucket, key, versionId };
  const documentId = documentIdOfInput(item) ?? '';
  const row = world.stores.raw.rows.get(`${names.ledger}/${documentId}`);
  const letters = lettersOf(world).filter(({ input }) => documentIdOfInput(input) === documentId);
  const isOpen = [...world.executions.known.values()].some(
    ({ input, record }) => record === undefined && documentIdOfInput(input) === documentId,
  );
  if (isOpen || (row !== undefined && row['status']?.S !== 'FAILED')) return [];
  for (const { executionArn } of letters) world.lettersActedOn.add(executionArn);
  const attempt = Math.max(letters.length, Number(row?.['attempts']?.N ?? 0)) + 1;
  if (row === undefined) return [{ ...item, ...(letters.length > 0 && { attempt }) }];
  const { executionArn: owner, checkpoint } = row;
  return [{ ...item, redriveOf: owner?.S ?? '', attempt, checkpoint: checkpoint?.S ?? '' }];
}

function namesOf(world: World, executionArn: string): { readonly name: string; readonly successor: string } {
  const name = executionArn.split(':').at(-1) ?? '';
  return { name, successor: `${name}-r${world.generationOf(world.subjectOf(executionArn))}` };
}
