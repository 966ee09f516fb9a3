import {
  type InferenceDocument,
  type InferenceTool,
  inferenceKeys,
  inGroups,
  jsonLines,
} from '../shared/inference/inference-documents';
import { listKeys, type Objects, readLines, readText, writeNewObject, writeObject } from '../shared/inference/objects';
import type { Log } from '../shared/platform/log';
import { type ModelAnswer, type OutputRecord, readOutputRecord } from './model-answer';

/** The event of JoinInference. */
export interface JoinInferenceEvent {
  readonly name: string;
  readonly jobArn: string;
  /** The status of the job, in Bedrock's words. */
  readonly status: string;
  readonly tool: InferenceTool;
  readonly executionArn: string;
}

/** The dependencies of join-inference. */
export interface JoinInferenceDependencies {
  readonly log: Log;
  readonly results: Objects;
}

/** The outcome of the documents: documents = joined + unanswered. */
export interface JoinedInference {
  readonly documents: number;
  /** Documents with a checked answer of this inference at `<documentId>/inference.json`. */
  readonly joined: number;
  /** Documents without; `unanswered.jsonl` lists them with the reason, and can be the next inference's manifest. */
  readonly unanswered: number;
  readonly unansweredUri: string;
  readonly outcomeUri: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Writes each record of a job's output to its document, for any status of the job: existing answers of a partial job
 * are used, missing ones are listed. A stored answer is not replaced; a repeat has the same result.
 */
export async function joinInference(
  event: JoinInferenceEvent,
  { log, results }: JoinInferenceDependencies,
): Promise<JoinedInference> {
  const { name, jobArn, status, executionArn } = event;
  const keys = inferenceKeys(name);
  const documents = await readDocuments(results, keys.documents);
  const { reasons, strangers } = await joinRecords(event, results, documents);
  const unanswered = [...documents.values()].flatMap((document) => unansweredOf(document, reasons, event));
  const answer = {
    documents: documents.size,
    joined: [...reasons.values()].filter((reason) => reason === joinedMark).length,
    unanswered: unanswered.length,
    unansweredUri: `s3://${results.bucketName}/${keys.unanswered}`,
    outcomeUri: `s3://${results.bucketName}/${keys.outcome}`,
    ...(await tokensOf(event, results)),
  };
  await writeObject(results, keys.unanswered, jsonLines(unanswered));
  await writeObject(results, keys.outcome, JSON.stringify({ name, jobArn, status, executionArn, ...answer }));
  log.info('the output is joined', { joined: answer.joined, unanswered: answer.unanswered, strangers });
  return answer;
}

function unansweredOf(
  document: InferenceDocument,
  reasons: ReadonlyMap<string, string>,
  event: JoinInferenceEvent,
): InferenceDocument[] {
  const reason = document.reason ?? reasons.get(document.documentId) ?? noOutput(event);
  return reason === joinedMark ? [] : [{ ...document, reason }];
}

/** Instead of a reason: this document has its answer. */
const joinedMark = '';

function noOutput({ status }: JoinInferenceEvent): string {
  return `NoOutput: the job ended ${status} without a line for this record`;
}

async function readDocuments(results: Objects, key: string): Promise<Map<string, InferenceDocument>> {
  const documents = new Map<string, InferenceDocument>();
  for await (const line of readLines(results, key)) {
    const document = JSON.parse(line) as InferenceDocument;
    documents.set(document.documentId, document);
  }
  return documents;
}

interface Joined {
  /** By documentId: why it has no answer, or joinedMark. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Lines of the output without a record of this inference. */
  readonly strangers: number;
}

/** Answers that are written at once. */
const groupSize = 32;

async function joinRecords(
  event: JoinInferenceEvent,
  results: Objects,
  documents: ReadonlyMap<string, InferenceDocument>,
): Promise<Joined> {
  const reasons = new Map<string, string>();
  const seen = new Set<string>();
  let strangers = 0;
  let group: OutputRecord[] = [];
  const writeGroup = async (): Promise<void> => {
    const told = await inGroups(group, groupSize, ({ recordId, answer }) => reasonOf(event, results, recordId, answer));
    for (const [index, { recordId }] of group.entries()) reasons.set(recordId, told[index] ?? joinedMark);
    group = [];
  };
  for await (const key of listKeys(results, outputFolder(event))) {
    if (!key.endsWith('.jsonl.out')) continue;
    for await (const line of readLines(results, key)) {
      const record = readOutputRecord(line, event.tool);
      if (record === undefined || !hasRecord(documents.get(record.recordId))) strangers += 1;
      else if (!seen.has(record.recordId)) group.push(record);
      if (record !== undefined) seen.add(record.recordId);
      if (group.length === groupSize) await writeGroup();
    }
  }
  await writeGroup();
  return { reasons, strangers };
}

/** A document that was rejected when the input was written has a reason, and no record. */
function hasRecord(document: InferenceDocument | undefined): boolean {
  return document !== undefined && document.reason === undefined;
}

/** Bedrock writes below a folder that has the job's id, the last part of its ARN. */
function outputFolder({ name, jobArn }: JoinInferenceEvent): string {
  return `${inferenceKeys(name).output}${jobArn.slice(jobArn.lastIndexOf('/') + 1)}/`;
}

async function reasonOf(
  { name, jobArn }: JoinInferenceEvent,
  results: Objects,
  documentId: string,
  read: ModelAnswer,
): Promise<string> {
  if ('reason' in read) return read.reason;
  const key = `${documentId}/inference.json`;
  const content = { documentId, inference: name, jobArn, answer: read.answer };
  if (await writeNewObject(results, key, JSON.stringify(content))) return joinedMark;
  const earlier = JSON.parse((await readText(results, key)) ?? '{}') as { readonly inference?: string };
  return earlier.inference === name ? joinedMark : `AnsweredBefore: by the inference ${String(earlier.inference)}`;
}

async function tokensOf(
  event: JoinInferenceEvent,
  results: Objects,
): Promise<Pick<JoinedInference, 'inputTokens' | 'outputTokens'>> {
  const manifest = JSON.parse((await readText(results, `${outputFolder(event)}manifest.json.out`)) ?? '{}') as {
    readonly inputTokenCount?: number;
    readonly outputTokenCount?: number;
  };
  return { inputTokens: manifest.inputTokenCount ?? 0, outputTokens: manifest.outputTokenCount ?? 0 };
}
