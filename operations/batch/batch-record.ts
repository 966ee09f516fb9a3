import { linesOf } from '@document-pipelines/asl/interpreter';
import { type Account, isServiceError, textOfBody } from '../account';

/** An item of a batch: what functions/prepare-batch writes, a line each, into `batches/<batchId>/items.jsonl`. */
export interface BatchItem {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly redriveOf?: string;
  readonly attempt?: number;
  readonly checkpoint?: string;
}

/** The part of `batches/<batchId>/summary.json` that is shown to users; functions/summarize-batch writes the file. */
export interface BatchSummary {
  readonly isToleranceExceeded: boolean;
  /** STORED, REJECTED, HANDED_OVER, ALREADY_PROCESSED, FAILED, PENDING, and rows, items, duplicates, badRows. */
  readonly counts: Readonly<Record<string, number>>;
  readonly price: {
    readonly stepFunctions: number;
    readonly perThousandItems: number;
    readonly assumptions: readonly string[];
  };
  readonly failed: readonly FailedItem[];
  readonly pending: readonly BatchItem[];
  readonly badRows: readonly { readonly line: number; readonly reason: string; readonly row: string }[];
}

/** An item whose child failed. */
export interface FailedItem extends BatchItem {
  readonly documentId: string;
  /** That owns the document's row, else that of the child. */
  readonly executionArn?: string;
  readonly state: string;
  readonly error: string;
  readonly cause: string;
}

/** A batch, read from its folder and its execution. */
export interface BatchRecord {
  readonly batchId: string;
  readonly executionArn: string;
  /** Of the execution; MISSING if Step Functions no longer has it. */
  readonly status: string;
  readonly startDate?: Date;
  readonly stopDate?: Date;
  readonly error?: string;
  readonly cause?: string;
  /** Absent while it runs, and if it failed before it could be written. */
  readonly summary?: BatchSummary;
}

/** Returns everything that is known of a batch; undefined if no execution has claimed its folder. */
export async function readBatch(account: Account, batchId: string): Promise<BatchRecord | undefined> {
  const [owner] = await readObjects<{ readonly executionArn: string }>(account, `batches/${batchId}/batch.json`);
  if (owner === undefined) return undefined;
  const [summary] = await readObjects<BatchSummary>(account, `batches/${batchId}/summary.json`);
  const { executionArn } = owner;
  return {
    batchId,
    executionArn,
    ...(await describeBatch(account, executionArn)),
    ...(summary === undefined ? {} : { summary }),
  };
}

/** Returns the items of a batch; an empty array before the batch is prepared. */
export async function readItems(account: Account, batchId: string): Promise<readonly BatchItem[]> {
  return readObjects<BatchItem>(account, `batches/${batchId}/items.jsonl`, 'lines');
}

/** Returns the status of a batch's execution. */
export async function describeBatch(
  account: Account,
  executionArn: string,
): Promise<Pick<BatchRecord, 'status' | 'startDate' | 'stopDate' | 'error' | 'cause'>> {
  try {
    const { status, startDate, stopDate, error, cause } = await account.call('states', 'DescribeExecution', {
      executionArn,
    });
    return {
      status: String(status),
      ...(startDate instanceof Date ? { startDate } : {}),
      ...(stopDate instanceof Date ? { stopDate } : {}),
      ...(typeof error === 'string' ? { error } : {}),
      ...(typeof cause === 'string' ? { cause } : {}),
    };
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return { status: 'MISSING' };
    throw error;
  }
}

/** Returns the JSON values of an object of the results bucket: one, or one a line. Returns an empty array without such an object. */
async function readObjects<Value>(
  account: Account,
  Key: string,
  form: 'whole' | 'lines' = 'whole',
): Promise<readonly Value[]> {
  try {
    const { Body: body } = await account.call('s3', 'GetObject', { Bucket: account.names.resultsBucketName, Key });
    const text = await textOfBody(body);
    const parts = form === 'whole' ? [text] : linesOf(text).filter((line) => line.trim() !== '');
    return parts.map((part) => JSON.parse(part) as Value);
  } catch (error) {
    if (isServiceError(error, 'NoSuchKey', 'NotFound')) return [];
    throw error;
  }
}
