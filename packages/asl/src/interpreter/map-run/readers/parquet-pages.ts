import type { HeldContent } from './held-content';
import type { FileMetadata, Hyparquet } from './load-hyparquet';

type Column = NonNullable<FileMetadata['row_groups'][number]['columns'][number]['meta_data']>;
type PageHeader = ReturnType<Hyparquet['parquetHeader']>;

/**
 * Checks the headers of a column's pages in a row group before the library decodes them: with missing lengths, or
 * lengths beyond the column, it may never end. Throws an Error.
 */
export function checkPages(file: HeldContent, column: Column, parquetHeader: Hyparquet['parquetHeader']): void {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const view = new DataView(file.slice(start, start + Number(column.total_compressed_size)));
  const reader = { view, offset: 0 };
  while (reader.offset < view.byteLength - 1) {
    const header = parquetHeader(reader);
    const isSound = lengthsOf(header).every(
      (length) => length !== undefined && Number.isInteger(length) && length >= 0,
    );
    const isWithin = valuesOf(header) <= Number(column.num_values);
    reader.offset += header.compressed_page_size;
    if (!isSound || !isWithin || reader.offset > view.byteLength)
      throw new Error(`its column ${column.path_in_schema.join('.')} has a page whose header is broken`);
  }
}

function lengthsOf(header: PageHeader): (number | undefined)[] {
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = header;
  const sizes = [header.compressed_page_size, header.uncompressed_page_size];
  if (second !== undefined) {
    const { num_values, num_nulls, num_rows } = second;
    const { definition_levels_byte_length: definition, repetition_levels_byte_length: repetition } = second;
    return [...sizes, num_values, num_nulls, num_rows, num_values - num_nulls, definition, repetition];
  }
  return [...sizes, (first ?? dictionary)?.num_values];
}

function valuesOf({ data_page_header: first, data_page_header_v2: second, dictionary_page_header: third }: PageHeader) {
  return (second ?? first ?? third)?.num_values ?? 0;
}
