/**
 * Loads the library that reads Parquet files. It consists of ES modules only, which CommonJS before Node.js 22 can only
 * import dynamically.
 */
export async function loadHyparquet() {
  const { parquetMetadata, parquetScan, parquetSchema, snappyUncompress } = await import('hyparquet');
  const { parquetHeader } = await import('hyparquet/src/column.js');
  const { getPhysicalColumns, isListLike, isMapLike } = await import('hyparquet/src/schema.js');
  return {
    parquetMetadata,
    parquetScan,
    parquetSchema,
    snappyUncompress,
    parquetHeader,
    getPhysicalColumns,
    isListLike,
    isMapLike,
  };
}

/** What it returns of the library. */
export type Hyparquet = Awaited<ReturnType<typeof loadHyparquet>>;

/** A file's footer. */
export type FileMetadata = ReturnType<Hyparquet['parquetMetadata']>;

/** A column and its content. */
export type SchemaTree = ReturnType<Hyparquet['parquetSchema']>;

/** Functions to decompress, by the names of compressions. */
export type Compressors = NonNullable<Parameters<Hyparquet['parquetScan']>[0]['compressors']>;
