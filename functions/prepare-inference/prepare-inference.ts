import { isDeepStrictEqual } from 'node:util';
import { type InferenceDocument, inferenceKeys, jsonLines } from '../shared/inference/inference-documents';
import { type Objects, readText, writeNewObject, writeObject } from '../shared/inference/objects';
import type { Log } from '../shared/platform/log';
import type { PersonalDataKind } from '../shared/redaction/personal-data';
import { InferenceRefused } from './inference-refused';
import { type InferenceSource, listDocuments } from './list-documents';
import type { InferencePrompt } from './model-record';
import { type RecordBounds, writeRecords } from './write-records';

/** The event of PrepareInference. */
export interface PrepareInferenceEvent {
  /** Of the inference: a part of keys and of the job's name. */
  readonly name: string;
  readonly source: InferenceSource;
  readonly prompt: InferencePrompt;
  readonly executionArn: string;
}

/** The dependencies of prepare-inference. */
export interface PrepareInferenceDependencies {
  readonly log: Log;
  readonly results: Objects;
  /** Types of personal data that are replaced before a text becomes a record. */
  readonly redactedKinds: readonly PersonalDataKind[];
  readonly bounds: RecordBounds & {
    /** Bedrock's quota: a job of fewer records fails its validation. */
    readonly minRecords: number;
    readonly maxRecords: number;
  };
}

/** The prepared documents: documents = records + refused. */
export interface PreparedInference {
  readonly documents: number;
  readonly records: number;
  /** Documents without a record; documents.jsonl has the reasons. */
  readonly refused: number;
  readonly inputUri: string;
  readonly outputUri: string;
}

/**
 * Writes the input of a batch job. The name is claimed once: the same request again finds the prepared input, another
 * one is rejected, so that the input of a running job is never changed. Throws InferenceRefused.
 */
export async function prepareInference(
  event: PrepareInferenceEvent,
  dependencies: PrepareInferenceDependencies,
): Promise<PreparedInference> {
  const { results, bounds } = dependencies;
  if (!/^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,39}$/.test(event.name)) throw rejectName(event.name);
  const prepared = await readText(results, inferenceKeys(event.name).prepared);
  if (prepared !== undefined) {
    await claimName(event, dependencies);
    return JSON.parse(prepared) as PreparedInference;
  }
  const documents = await listDocuments(results, event.source, bounds.maxRecords);
  checkEnough(documents.length, bounds.minRecords);
  await claimName(event, dependencies);
  return writeInput(event, dependencies, documents);
}

async function writeInput(
  { name, prompt }: PrepareInferenceEvent,
  { log, results, redactedKinds, bounds }: PrepareInferenceDependencies,
  documents: readonly InferenceDocument[],
): Promise<PreparedInference> {
  const keys = inferenceKeys(name);
  const told = await writeRecords({ objects: results, name, prompt, redactedKinds, bounds }, documents);
  const records = told.filter(({ reason }) => reason === undefined).length;
  checkEnough(records, bounds.minRecords);
  await writeObject(results, keys.documents, jsonLines(told));
  const answer = {
    documents: told.length,
    records,
    refused: told.length - records,
    inputUri: `s3://${results.bucketName}/${keys.input}`,
    outputUri: `s3://${results.bucketName}/${keys.output}`,
  };
  await writeObject(results, keys.prepared, JSON.stringify(answer));
  log.info('the input is written', { records, refused: answer.refused });
  return answer;
}

/** Two environments of one account may share a name: the job's name has the environment in front, and 63 characters at most. */
function rejectName(name: string): InferenceRefused {
  const rule = 'a name has 1 to 40 letters and digits, single hyphens between them';
  return new InferenceRefused('InvalidInferenceName', `${rule}; it is: ${String(name).slice(0, 100)}`);
}

function checkEnough(records: number, minRecords: number): void {
  if (records >= minRecords) return;
  throw new InferenceRefused(
    'TooFewRecords',
    `Bedrock takes a batch job from ${minRecords} records on, there are ${records}: send so few through the document pipeline`,
  );
}

/**
 * The name identifies the source and, if any, the redaction: input that was written under another one is never sent.
 */
async function claimName(
  { name, source }: PrepareInferenceEvent,
  { results, redactedKinds }: PrepareInferenceDependencies,
): Promise<void> {
  const { request: key } = inferenceKeys(name);
  const request = redactedKinds.length === 0 ? source : { ...source, redactedKinds };
  if (await writeNewObject(results, key, JSON.stringify(request))) return;
  const earlier: unknown = JSON.parse((await readText(results, key)) ?? 'null');
  if (isDeepStrictEqual(earlier, request)) return;
  throw new InferenceRefused(
    'NameTaken',
    `the inference ${name} was asked for ${JSON.stringify(earlier)}, not for ${JSON.stringify(request)}: use another name`,
  );
}
