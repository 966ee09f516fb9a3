import { pipeline, Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { BatchRefused } from '../batch-errors';
import { type BatchRow, badRow, memberNames, rowOf } from './row';

/**
 * The rows of a CSV (RFC 4180, UTF-8, a byte order mark or not) with a header. A row of another length than the header's, or with a
 * stray quote, is a bad row. Throws UnreadableManifest for a header without `key` or with an unknown name.
 */
export async function* csvRows(body: AsyncIterable<Uint8Array>, documentsBucketName: string): AsyncIterable<BatchRow> {
  const skipped: BatchRow[] = [];
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    columns: checkedHeader,
    record_delimiter: ['\r\n', '\n'],
    on_skip: (error, raw) => void skipped.push(badRow(lineOf(error), error?.message ?? 'not CSV', raw ?? '')),
  });
  // An error of either side ends both; the loop throws it.
  const records: AsyncIterable<CsvRecord> = pipeline(Readable.from(body), parser, () => undefined);
  for await (const { info, record } of records) {
    yield* skipped.splice(0);
    yield rowOf(info.lines, withNumbers(record), documentsBucketName);
  }
  yield* skipped;
}

interface CsvRecord {
  readonly info: Info;
  readonly record: Readonly<Record<string, string>>;
}

function lineOf(error: CsvError | undefined): number {
  const line: unknown = error?.['lines'];
  return typeof line === 'number' ? line : 0;
}

function checkedHeader(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim());
  const unknown = names.find((name) => !memberNames.includes(name));
  if (unknown === undefined && names.includes('key') && new Set(names).size === names.length) return names;
  throw new BatchRefused(
    'UnreadableManifest',
    `the first line must be a header with \`key\` and any of ${memberNames.join(', ')}, each once; it is: ${header.join(',').slice(0, 200)}`,
  );
}

/** CSV has strings only. */
function withNumbers(record: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const { attempt } = record;
  return attempt === undefined || attempt === '' ? record : { ...record, attempt: Number(attempt) };
}
