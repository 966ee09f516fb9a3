import type { Json } from '../../../language/definition';
import { StatesError } from '../../../language/expressions';
import { type HeldContent, holdContent } from './held-content';
import { type FileMetadata, type Hyparquet, loadHyparquet } from './load-hyparquet';
import { parquetDecompressors } from './parquet-compression';
import { checkPages } from './parquet-pages';
import { jsonOfColumn, storedSchema, type ToJson } from './parquet-values';

/** Beyond these AWS fails, too: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
const maxFooterBytes = 5 * 1024 * 1024;
const maxRowGroupBytes = 256 * 1024 * 1024;

type RowGroup = FileMetadata['row_groups'][number];

/**
 * Returns the items of a Parquet file: an object for each row, with a member for each column. The file is held in
 * memory, one row group at a time is decoded. Throws States.ItemReaderFailed for a file that is broken, too large or
 * compressed in an unsupported format.
 */
export async function* parquetItems(content: AsyncIterable<Uint8Array>): AsyncGenerator<Json> {
  const file = await holdContent(content);
  const hyparquet = await loadHyparquet();
  try {
    yield* rowsOf(file, hyparquet);
  } catch (thrown) {
    if (thrown instanceof StatesError) throw thrown;
    throw itemReaderFailed(`the object is no Parquet file that can be read: ${messageOf(thrown)}`);
  }
}

async function* rowsOf(file: HeldContent, hyparquet: Hyparquet): AsyncGenerator<Json> {
  const footer = hyparquet.parquetMetadata(footerOf(file), { geoparquet: false });
  const compressors = parquetDecompressors(hyparquet.snappyUncompress, maxRowGroupBytes);
  for (const group of footer.row_groups) refuseUnread(group, new Set(['UNCOMPRESSED', ...Object.keys(compressors)]));
  const schema = hyparquet.parquetSchema(footer);
  refuseOtherColumns(footer, hyparquet.getPhysicalColumns(schema));
  const columns = schema.children.map((tree) => ({ name: tree.element.name, toJson: jsonOfColumn(tree, hyparquet) }));
  const metadata: FileMetadata = { ...footer, schema: storedSchema(footer.schema) };
  const parsers = { timestampFromNanoseconds: (nanoseconds: bigint) => Number(nanoseconds / 1_000_000n) };
  const options = { file, metadata, compressors, parsers, utf8: false, geoparquet: false };
  const { ranges, readColumn } = await hyparquet.parquetScan(options);
  const groups = footer.row_groups.filter((group) => group.num_rows > 0n);
  for (const [at, range] of ranges.entries()) {
    const read: ReadColumn[] = [];
    for (const { meta_data: column } of groups[at]?.columns ?? [])
      if (column !== undefined) checkPages(file, column, hyparquet.parquetHeader);
    for (const { name, toJson } of columns)
      read.push({ name, toJson, values: await readColumn({ column: name, ...range }) });
    yield* rowsOfColumns(read, range.rowEnd - range.rowStart);
  }
}

/** Returns the footer with its length and the file's last four letters, which are the magic number. */
function footerOf({ byteLength, slice }: HeldContent): ArrayBuffer {
  const end = byteLength < 12 ? '' : Buffer.from(slice(byteLength - 4)).toString('latin1');
  if (end === 'PARE') throw itemReaderFailed('the object is an encrypted Parquet file, which is not read');
  if (end !== 'PAR1') throw itemReaderFailed('the object is not a Parquet file: it does not end with PAR1');
  const footerBytes = new DataView(slice(byteLength - 8)).getUint32(0, true);
  if (footerBytes > maxFooterBytes)
    throw itemReaderFailed(`the Parquet file has a footer of ${footerBytes} bytes, and ${maxFooterBytes} are the most`);
  return slice(byteLength - 8 - footerBytes);
}

function refuseUnread({ total_byte_size: bytes, columns }: RowGroup, codecs: ReadonlySet<string>): void {
  if (bytes > maxRowGroupBytes)
    throw itemReaderFailed(`the Parquet file has a row group of ${bytes} bytes, and ${maxRowGroupBytes} are the most`);
  for (const { meta_data: column } of columns) {
    const codec = String(column?.codec);
    if (column === undefined || codecs.has(codec)) continue;
    const hint = codec === 'ZSTD' ? ' by a Node.js before 22.15' : '';
    throw itemReaderFailed(
      `the column ${column.path_in_schema.join('.')} is compressed with ${codec}, which is not read${hint}; ${[...codecs].join(', ')} are`,
    );
  }
}

/** The library leaves a rejection unhandled if a row group's columns are not those of the schema. */
function refuseOtherColumns({ row_groups: groups }: FileMetadata, paths: readonly string[]): void {
  for (const { columns } of groups) {
    const isAsSchema = columns.every(({ meta_data: column }, at) => column?.path_in_schema.join('.') === paths[at]);
    if (!isAsSchema || columns.length !== paths.length)
      throw new Error('the columns of a row group are not those of its schema');
  }
}

interface ReadColumn {
  readonly name: string;
  readonly toJson: ToJson;
  readonly values: ArrayLike<unknown>;
}

function* rowsOfColumns(columns: readonly ReadColumn[], rows: number): Generator<Json> {
  for (const { name, values } of columns)
    if (values.length !== rows) throw new Error(`its column ${name} has ${values.length} values for ${rows} rows`);
  for (let row = 0; row < rows; row++)
    yield Object.fromEntries(columns.map(({ name, toJson, values }) => [name, toJson(values[row])]));
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function itemReaderFailed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}
