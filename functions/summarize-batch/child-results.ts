import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { bodyChunks, bodyText } from '../shared/platform/body';
import { readLines as readAllLines } from '../shared/platform/lines';
import type { SummarizeBatchEvent } from './event';

/**
 * A child in a result file: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html.
 * Input and Output are JSON texts; a child that timed out or was aborted has no Error and perhaps no Cause.
 */
export interface ChildResult {
  readonly ExecutionArn: string;
  readonly Status: string;
  readonly Input?: string;
  readonly Output?: string;
  readonly Error?: string;
  readonly Cause?: string;
}

/** Objects of one bucket. */
export interface ResultFiles {
  readonly bucket: string;
  readonly keys: readonly string[];
}

/** What a Map Run has written. */
export interface MapRunResults {
  readonly mapRunArn: string;
  readonly succeeded: ResultFiles;
  readonly failed: ResultFiles;
}

/** The Map Run has no manifest (yet). The definition retries it. */
export class ResultsMissing extends Error {
  override readonly name = 'ResultsMissing';
}

interface Manifest {
  readonly DestinationBucket: string;
  readonly MapRunArn: string;
  readonly ResultFiles: Readonly<Record<string, readonly { readonly Key: string }[]>>;
}

/**
 * Returns the manifest that the event names. A Map that failed does not name one: then the newest below the batch's
 * folder, which belongs to one execution (prepare-batch). Throws ResultsMissing.
 */
export async function findResults(s3: Pick<S3Client, 'send'>, event: SummarizeBatchEvent): Promise<MapRunResults> {
  const { bucket } = event.prepared.items;
  const key = event.results.key ?? (await newestManifest(s3, bucket, `batches/${event.batchId}/`));
  if (key === undefined)
    throw new ResultsMissing(`there is no manifest.json below s3://${bucket}/batches/${event.batchId}/`);
  const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const manifest = JSON.parse(await bodyText(answer)) as Manifest;
  const files = (status: string): ResultFiles => ({
    bucket: manifest.DestinationBucket,
    keys: (manifest.ResultFiles[status] ?? []).map(({ Key }) => Key),
  });
  return { mapRunArn: manifest.MapRunArn, succeeded: files('SUCCEEDED'), failed: files('FAILED') };
}

async function newestManifest(s3: Pick<S3Client, 'send'>, bucket: string, prefix: string): Promise<string | undefined> {
  const found: { readonly key: string; readonly at: number }[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }));
    for (const { Key: key = '', LastModified } of page.Contents ?? []) {
      if (/^[^/]+\/manifest\.json$/.test(key.slice(prefix.length)))
        found.push({ key, at: LastModified?.getTime() ?? 0 });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found.sort((a, b) => b.at - a.at)[0]?.key;
}

/** The values of JSON lines, object after object, one in memory at a time. */
export async function* readLines<Value>(
  s3: Pick<S3Client, 'send'>,
  { bucket, keys }: ResultFiles,
): AsyncIterable<Value> {
  for (const key of keys) {
    const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    for await (const line of readAllLines(bodyChunks(answer))) {
      if (line.trim() !== '') yield JSON.parse(line) as Value;
    }
  }
}
