import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { JSONParser } from '@streamparser/json';
import { bodyChunks } from '../../platform/body';
import { extractionKeys } from '../extraction';
import type { Results } from '../stored-extraction';
import { type CollectedText, type TextBlock, TextCollector } from '../text/collected-text';
import type { JobWarning } from './textract-errors';

/** The content of Textract's result files of one job. */
export interface JobResults {
  readonly collected: CollectedText;
  readonly status: string;
  readonly statusMessage?: string;
  readonly warnings: readonly JobWarning[];
}

/**
 * Reads the files that an asynchronous job wrote to `<documentId>/textract/<jobId>/1, 2, …`, in the order of their
 * numbers. Streamed: blocks are read one by one, only text is kept. `.s3_access_check`, which Textract writes next to
 * them, is not a result. Throws ResultsIncomplete if files are missing, since a gap in the text must not be treated as
 * its end.
 */
export async function readJobResults(results: Results, documentId: string, jobId: string): Promise<JobResults> {
  const prefix = `${extractionKeys(documentId).textract}/${jobId}/`;
  const numbers = await listNumbers(results, prefix);
  assertWithoutGap(numbers, prefix);
  const reader = new ResultReader();
  for (const number of numbers) await streamFile(results, `${prefix}${number}`, reader);
  return reader.results();
}

/**
 * Textract's output in the bucket is incomplete. Thrown, so that the notice is delivered again or the next attempt
 * reads it.
 */
export class ResultsIncomplete extends Error {
  override readonly name = 'ResultsIncomplete';
}

async function listNumbers(results: Results, prefix: string): Promise<number[]> {
  const numbers: number[] = [];
  let token: string | undefined;
  do {
    const page = await results.s3.send(
      new ListObjectsV2Command({ Bucket: results.bucketName, Prefix: prefix, ContinuationToken: token }),
    );
    for (const { Key } of page.Contents ?? []) {
      const name = (Key ?? '').slice(prefix.length);
      if (/^\d+$/.test(name)) numbers.push(Number(name));
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return numbers.sort((a, b) => a - b);
}

function assertWithoutGap(numbers: readonly number[], prefix: string): void {
  const missing = numbers.findIndex((number, index) => number !== index + 1);
  if (numbers.length > 0 && missing === -1) return;
  const absent = numbers.length === 0 ? 1 : missing + 1;
  throw new ResultsIncomplete(`Textract's output lacks the file ${prefix}${absent}`);
}

async function streamFile(results: Results, key: string, reader: ResultReader): Promise<void> {
  const answer = await results.s3.send(new GetObjectCommand({ Bucket: results.bucketName, Key: key }));
  const parser = reader.parserOfNextFile();
  for await (const chunk of bodyChunks(answer)) parser.write(chunk);
  if (!parser.isEnded) throw new ResultsIncomplete(`the object ${key} ends in the middle of its JSON`);
}

/** Collects the content of one job's files; one parser per file. Guards that only text and sums are kept. */
class ResultReader {
  private readonly collector = new TextCollector();
  private readonly warnings: JobWarning[] = [];
  private status = 'SUCCEEDED';
  private statusMessage: string | undefined;

  parserOfNextFile(): JSONParser {
    const parser = new JSONParser({ paths: Object.keys(this.takers), keepStack: false });
    parser.onValue = ({ value, key, parent }) => {
      const path = Array.isArray(parent) ? '$.Blocks.*' : `$.${String(key)}`;
      this.takers[path]?.(value);
    };
    return parser;
  }

  results(): JobResults {
    const { status, statusMessage, warnings } = this;
    return {
      collected: this.collector.collected(),
      status,
      warnings,
      ...(statusMessage !== undefined && { statusMessage }),
    };
  }

  private readonly takers: Readonly<Record<string, (value: unknown) => void>> = {
    '$.Blocks.*': (value) => this.collector.add(value as TextBlock),
    '$.DocumentMetadata': (value) => this.collector.setPages((value as { Pages?: number } | null)?.Pages ?? 1),
    '$.Warnings': (value) => this.warnings.push(...((value as JobWarning[] | null) ?? [])),
    '$.JobStatus': (value) => {
      this.status = String(value);
    },
    '$.StatusMessage': (value) => {
      if (typeof value === 'string') this.statusMessage = value;
    },
  };
}
