import { linesOf } from '@document-pipelines/asl/interpreter';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { parse } from 'csv-parse/sync';

/** How a manifest is written. */
export type ManifestFormat = 'CSV' | 'JSONL';

/** A row of a manifest on this computer: an object, or a file that is uploaded first. Only its shape was checked. */
export interface ManifestRow {
  /** From 1, the header of a CSV counted. */
  readonly line: number;
  /** A local file, as the row has it. */
  readonly file?: string;
  /** The other members of the row. They are not checked here: the batch itself lists bad rows. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Returns a manifest's format by its file extension; undefined for another one. */
export function manifestFormat(name: string): ManifestFormat | undefined {
  if (/\.csv$/i.test(name)) return 'CSV';
  return /\.(jsonl|ndjson)$/i.test(name) ? 'JSONL' : undefined;
}

/**
 * Returns the rows of a manifest: CSV with a header (`key`, `bucket`, `versionId`, `redriveOf`, `attempt`, `checkpoint`, or `file`),
 * or an object a line. A line that cannot be parsed is kept as it is. Throws CannotRunError if the file cannot be parsed.
 */
export function manifestRows(text: string, format: ManifestFormat): readonly ManifestRow[] {
  return format === 'CSV' ? csvRows(text) : jsonRows(text);
}

function csvRows(text: string): readonly ManifestRow[] {
  type Record = { readonly record: { readonly [name: string]: string }; readonly info: { readonly lines: number } };
  try {
    const records = parse(text, {
      bom: true,
      columns: withoutDuplicates,
      info: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Record[];
    return records.map(({ record, info }) => rowOf(info.lines, record));
  } catch (error) {
    throw new CannotRunError(`the manifest is not CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The names of columns. Throws an Error for a name that is there more than once. */
export function withoutDuplicates(header: string[]): string[] {
  const duplicate = header.find((name, index) => header.indexOf(name) !== index);
  if (duplicate === undefined) return header;
  throw new Error(`its header names \`${duplicate}\` more than once; name each column once`);
}

function jsonRows(text: string): readonly ManifestRow[] {
  return linesOf(text.replace(/^\uFEFF/, ''))
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => rowOf(number, parseLine(line)));
}

function parseLine(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function rowOf(line: number, { file, ...members }: Readonly<Record<string, unknown>>): ManifestRow {
  return typeof file === 'string' && file !== '' ? { line, file, members } : { line, members };
}
