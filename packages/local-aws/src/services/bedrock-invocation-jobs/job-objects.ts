import { linesOf } from '@document-pipelines/asl/interpreter';
import { validation } from '../bedrock-control';
import type { Caller, Services } from '../service';
import type { CreateInvocationRequest } from './invocation-requests';

/** A record of the input. */
export interface InputRecord {
  readonly recordId?: string;
  readonly modelInput: unknown;
}

/** A file of the input, read and checked. */
export interface InputFile {
  /** Its name without folders, which the output's file has too. */
  readonly name: string;
  readonly records: readonly InputRecord[];
}

/** The default of Bedrock's quota "minimum number of records per batch inference job". */
const minRecords = 100;

/**
 * Reads a job's whole input as the role that was passed, and checks it as Bedrock validates: JSONL files, an object with modelInput in
 * each line, enough of them. It does not validate modelInput itself. Throws ValidationException.
 */
export async function readInput(services: Services, request: CreateInvocationRequest): Promise<readonly InputFile[]> {
  const { bucket, key } = bucketAndKey(request.inputDataConfig.s3InputDataConfig.s3Uri);
  const caller: Caller = { kind: 'role', roleArn: request.roleArn };
  const keys = key.endsWith('.jsonl') ? [key] : await keysUnder(services, { bucket, prefix: key }, caller);
  const files = await Promise.all(keys.map((each) => readFile(services, { bucket, key: each }, caller)));
  const records = files.reduce((sum, file) => sum + file.records.length, 0);
  if (records >= minRecords) return files;
  throw validation(`the input has ${records} records; a batch inference job has at least ${minRecords}`);
}

async function keysUnder(
  services: Services,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  caller: Caller,
): Promise<string[]> {
  const keys: string[] = [];
  let token: unknown;
  do {
    const input = { Bucket: bucket, Prefix: prefix, ...(token === undefined ? {} : { ContinuationToken: token }) };
    const page = await services.call('s3', 'ListObjectsV2', input, caller);
    for (const { Key } of (page['Contents'] ?? []) as readonly { readonly Key: string }[]) keys.push(Key);
    token = page['NextContinuationToken'];
  } while (token !== undefined);
  return keys.filter((key) => key.endsWith('.jsonl'));
}

async function readFile(
  services: Services,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  caller: Caller,
): Promise<InputFile> {
  const { Body } = await services.call('s3', 'GetObject', { Bucket: bucket, Key: key }, caller);
  const lines = linesOf(Buffer.from(Body as Uint8Array).toString('utf8'));
  const records = lines.flatMap((line, index) => (line.trim() === '' ? [] : [recordOf(line, `${key}:${index + 1}`)]));
  return { name: key.slice(key.lastIndexOf('/') + 1), records };
}

function recordOf(line: string, location: string): InputRecord {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    throw validation(`${location} is no JSON`);
  }
  if (typeof record !== 'object' || record === null || !('modelInput' in record)) {
    throw validation(`${location} must be an object with modelInput`);
  }
  const { modelInput, recordId } = record as { modelInput: unknown; recordId?: unknown };
  return typeof recordId === 'string' ? { recordId, modelInput } : { modelInput };
}

/** Writes a file of the output, `<output>/<job id>/<name>`, as the role that was passed. */
export async function writeOutput(
  services: Services,
  { request, jobId }: { readonly request: CreateInvocationRequest; readonly jobId: string },
  file: { readonly name: string; readonly lines: readonly unknown[] },
): Promise<void> {
  const { bucket, key } = bucketAndKey(request.outputDataConfig.s3OutputDataConfig.s3Uri);
  const Key = `${key.endsWith('/') ? key : `${key}/`}${jobId}/${file.name}`;
  const Body = Buffer.from(file.lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await services.call('s3', 'PutObject', { Bucket: bucket, Key, Body }, { kind: 'role', roleArn: request.roleArn });
}

function bucketAndKey(s3Uri: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(s3Uri) ?? [];
  return { bucket, key };
}
