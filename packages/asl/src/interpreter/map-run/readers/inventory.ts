import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isJsonObject, type Json, type JsonObject } from '../../../language/definition';
import { StatesError } from '../../../language/expressions';
import { csvItems, parse } from './item-formats';
import { wholeText } from './object-text';

type Content = AsyncIterable<Uint8Array>;

/** Reads the object of that bucket and key. */
export type ReadObject = (location: { readonly Bucket: string; readonly Key: string }) => Content;

/**
 * Returns the items of an S3 Inventory: an object with the fields of its schema (`Bucket`, `Key`, `Size` …) for each
 * row of the CSV files that manifest.json lists.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export async function* inventoryItems(manifestContent: Content, read: ReadObject): AsyncGenerator<Json> {
  const manifest = parse(await wholeText(manifestContent), 'the manifest is not valid JSON');
  if (!isJsonObject(manifest) || !Array.isArray(manifest['files']))
    throw itemReaderFailed('the manifest lists no `files`');
  const { fileFormat, fileSchema, destinationBucket, files } = manifest;
  if (fileFormat !== 'CSV')
    throw itemReaderFailed(
      `the inventory is in the format ${JSON.stringify(fileFormat)}; Step Functions takes only CSV`,
    );
  const headers = String(fileSchema)
    .split(',')
    .map((name) => name.trim());
  const bucket = String(destinationBucket).replace(/^arn:[^:]*:s3:::/, '');
  for (const file of files as readonly Json[]) {
    const key = String((file as JsonObject)['key']);
    const content = read({ Bucket: bucket, Key: key });
    yield* csvItems(key.endsWith('.gz') ? unzip(content) : content, { inputType: 'CSV', headers, delimiter: ',' });
  }
}

function unzip(content: Content): Content {
  const source = Readable.from(content);
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  return source.pipe(unzip);
}

function itemReaderFailed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}
