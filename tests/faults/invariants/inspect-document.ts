import { isJsonObject, type JsonObject } from '@document-pipelines/asl/definition';
import { documentIdOfInput } from '../world/document-id';
import { names } from '../world/names';
import type { UploadedDocument } from '../world/scenario';
import type { World } from '../world/world';
import { publishedFailures } from './failures';
import type { End, InspectedDocument } from './inspected-document';
import { ownershipViolations } from './ownership';
import {
  auditViolations,
  type Evidence,
  isWrittenTooLate,
  letterViolations,
  noticeViolations,
  objectViolations,
  reviewViolations,
} from './places';

/** Reads from the raw stores where each document is, and everything that does not hold. Does not use the ledger's own code. */
export function inspectDocuments(world: World): InspectedDocument[] {
  const letters = [names.deadLetters, names.undelivered].flatMap((url) =>
    (world.stores.raw.queues.get(url) ?? []).map((body) => JSON.parse(body) as JsonObject),
  );
  const notices = (world.stores.raw.topics.get(names.stored) ?? []).map((body) => JSON.parse(body) as JsonObject);
  const ofOpenBatches = documentsOfOpenBatches(world, letters);
  const lettersByDocument = groupBy(letters, (letter) => documentIdOfLetter(world, letter));
  const noticesByDocument = groupBy(notices, ({ documentId }) => String(documentId));
  const writes = groupBy(world.stores.raw.rowWrites, ({ name }) => name);
  return [...world.documents.values()].map((document) => {
    const { documentId } = document;
    return inspectDocument(world, document, {
      row: world.stores.raw.rows.get(`${names.ledger}/${documentId}`),
      review: world.stores.raw.rows.get(`${names.callbacks}/review/review-${documentId.slice(0, 16)}`),
      audit: [...world.stores.raw.rows].flatMap(([name, row]) =>
        name.startsWith(`${names.audit}/review-${documentId.slice(0, 16)}/`) ? [row] : [],
      ),
      object: jsonOf(world.stores.raw.objects.get(`${names.results}/${documentId}/document.json`)),
      letters: lettersByDocument.get(documentId) ?? [],
      isLetterOpen:
        ofOpenBatches.has(documentId) ||
        (lettersByDocument.get(documentId) ?? []).some((letter) => isOpen(world, letter)),
      notices: noticesByDocument.get(documentId) ?? [],
      ledgerWrites: writes.get(`${names.ledger}/${documentId}`) ?? [],
      executions: [...world.executions.known].filter(([arn]) => world.documentOfExecution.get(arn) === documentId),
    });
  });
}

function isOpen(world: World, letter: JsonObject): boolean {
  return !world.lettersActedOn.has(executionArnOfLetter(letter));
}

/** What never began is named by the manifest of a batch whose own dead letter is still open. */
function documentsOfOpenBatches(world: World, letters: readonly JsonObject[]): ReadonlySet<string | undefined> {
  const manifests = letters
    .filter((letter) => isOpen(world, letter))
    .map((letter) => world.executions.known.get(executionArnOfLetter(letter))?.input['manifest'])
    .filter((manifest) => isJsonObject(manifest));
  const listed = manifests.map(({ bucket, key }) => world.stores.raw.objects.get(`${String(bucket)}/${String(key)}`));
  return new Set(
    listed
      .flatMap((body) => body?.toString().split('\n') ?? [])
      .map((line) => documentIdOfInput(JSON.parse(line) as JsonObject)),
  );
}

function inspectDocument(world: World, document: UploadedDocument, evidence: Evidence): InspectedDocument {
  const { documentId, bucket, key, versionId } = document;
  const { executions, notices } = evidence;
  const end = endOf(evidence);
  const ownership = ownershipViolations(evidence);
  const told = publishedFailures(evidence);
  const records = executions.flatMap(([, { record }]) => record ?? []);
  const retries = records.reduce((sum, record) => sum + record.retries, 0);
  const read = world.textract.detections.filter((name) => name === `${bucket}/${key}?${versionId}`).length;
  const jobs = [...world.textract.jobs.values()].filter((job) => job.documentId === documentId);
  return {
    documentId,
    end,
    violations: [
      ...ownership,
      ...(end === 'lost' ? [`the document is in no final state: ${standingOf(evidence)}`] : []),
      ...objectViolations(document, evidence),
      ...letterViolations(document, evidence),
      ...told.violations,
      ...noticeViolations(evidence),
      ...reviewViolations(evidence),
      ...auditViolations(evidence),
    ],
    isDuplicated: ownership.length > 0,
    repeatedNotices: Math.max(0, notices.length - 1),
    letters: evidence.letters.filter((letter) => !('requestPayload' in letter)).length,
    repeatedLetters: told.repeatedLetters,
    executions: executions.length,
    stopped: records.filter(({ status }) => status === 'ABORTED').length,
    transitions: records.reduce((sum, { statesEntered }) => sum + statesEntered, retries),
    retries,
    textractCalls: read + jobs.length,
    modelCalls: world.modelCalls.get(documentId) ?? 0,
  };
}

/** Exactly one of the final places, or lost. */
function endOf(evidence: Evidence): End {
  const { row, review, object, letters, isLetterOpen, executions } = evidence;
  const status = row?.['status']?.S;
  const owner = executions.find(([arn]) => arn === row?.['executionArn']?.S);
  const isRunning = owner !== undefined && owner[1].record === undefined;
  if (status === 'STORED') return object === undefined ? 'lost' : 'stored';
  if (status === 'REJECTED') return 'rejected';
  if (isRunning) {
    const isAwaited = review?.['status']?.S === 'WAITING' && review['executionArn']?.S === row?.['executionArn']?.S;
    return (status === 'IN_REVIEW' && isAwaited) || status === 'WAITING_RELEASE' ? 'waiting' : 'lost';
  }
  // Without a row, or with one that the failure rule could not mark, the dead letter alone is enough.
  const isMarked =
    row === undefined ||
    status === 'FAILED' ||
    letters.some((letter) => 'requestPayload' in letter) ||
    isWrittenTooLate(evidence);
  return isMarked && isLetterOpen ? 'failed' : 'lost';
}

function standingOf({ row, letters, executions }: Evidence): string {
  const statuses = executions.map(([, { record }]) => record?.status ?? 'RUNNING');
  return `row ${row?.['status']?.S ?? 'absent'}, ${letters.length} letters, executions ${statuses.join(', ')}`;
}

function documentIdOfLetter(world: World, letter: JsonObject): string {
  const documentId = documentIdOfInput((letter['input'] ?? {}) as JsonObject);
  if (documentId !== undefined) return documentId;
  return world.documentOfExecution.get(executionArnOfLetter(letter)) ?? 'unknown';
}

function executionArnOfLetter(letter: JsonObject): string {
  const { requestPayload: event, executionArn = 'unknown' } = letter;
  if (event === undefined) return String(executionArn);
  return (event as { detail?: { executionArn: string } }).detail?.executionArn ?? 'unknown';
}

function jsonOf(body: Buffer | undefined): JsonObject | undefined {
  return body === undefined ? undefined : (JSON.parse(body.toString()) as JsonObject);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
