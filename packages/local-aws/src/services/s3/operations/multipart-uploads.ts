import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { optionalNumber, optionalShape, requiredText, shapesOf } from '../../input';
import type { Shape } from '../../service';
import type { Bucket } from '../bucket/bucket';
import type { Body, StoredContent } from '../bucket/bucket-files';
import type { ObjectVersion } from '../bucket/object-version';
import { s3Errors } from '../s3-errors';
import type { S3State } from '../s3-state';
import { checkedKey, describeNew, write } from './write-objects';

interface Upload {
  readonly bucket: Bucket;
  readonly key: string;
  readonly described: Pick<ObjectVersion, 'headers' | 'metadata' | 'tags'>;
  readonly parts: Map<number, StoredContent & { readonly uploadedAt: number }>;
}

/** Multipart uploads in progress. They end with the process, as an upload whose client is gone would never be completed. */
export class MultipartUploads {
  private readonly uploads = new Map<string, Upload>();

  constructor(private readonly state: S3State) {}

  async create(input: Shape): Promise<Shape> {
    const bucket = this.state.bucketOf(input);
    const key = checkedKey(input);
    const UploadId = randomUUID();
    this.uploads.set(UploadId, { bucket, key, described: describeNew(input), parts: new Map() });
    return { Bucket: bucket.name, Key: key, UploadId };
  }

  async uploadPart(input: Shape): Promise<Shape> {
    const upload = this.find(input);
    const partNumber = optionalNumber(input, 'PartNumber') ?? 0;
    if (partNumber < 1 || partNumber > 10_000)
      throw s3Errors.invalidArgument('Part number must be an integer between 1 and 10000, inclusive');
    const content = await upload.bucket.files.store(input['Body'] as Body);
    const replaced = upload.parts.get(partNumber);
    upload.parts.set(partNumber, { ...content, uploadedAt: this.state.options.now() });
    if (replaced !== undefined) await upload.bucket.files.removeContent(replaced.file);
    return { ETag: `"${content.md5}"` };
  }

  async listParts(input: Shape): Promise<Shape> {
    const upload = this.find(input);
    const Parts = [...upload.parts]
      .sort(([a], [b]) => a - b)
      .map(([PartNumber, part]) => ({
        PartNumber,
        ETag: `"${part.md5}"`,
        Size: part.sizeBytes,
        LastModified: new Date(part.uploadedAt),
      }));
    return {
      Bucket: upload.bucket.name,
      Key: upload.key,
      UploadId: requiredText(input, 'UploadId'),
      Parts,
      IsTruncated: false,
    };
  }

  async complete(input: Shape): Promise<Shape> {
    const upload = this.find(input);
    const chosen = chosenParts(upload, input);
    const { bucket, key, described } = upload;
    await checkContent(upload, chosen);
    const content = await bucket.files.store(Readable.from(concatenateParts(bucket, chosen)));
    const digests = Buffer.concat(chosen.map((part) => Buffer.from(part.md5, 'hex')));
    const etag = `${createHash('md5').update(digests).digest('hex')}-${chosen.length}`;
    const written = await write(
      this.state,
      bucket,
      input,
      { key, ...described, ...content, contentMd5: content.md5, etag },
      'CompleteMultipartUpload',
    );
    await this.drop(input, upload);
    const version = written.versionId === 'null' ? {} : { VersionId: written.versionId };
    return { Location: `/${bucket.name}/${key}`, Bucket: bucket.name, Key: key, ETag: `"${etag}"`, ...version };
  }

  async abort(input: Shape): Promise<Shape> {
    await this.drop(input, this.find(input));
    return {};
  }

  private find(input: Shape): Upload {
    const upload = this.uploads.get(requiredText(input, 'UploadId'));
    if (
      upload === undefined ||
      upload.bucket !== this.state.bucketOf(input) ||
      upload.key !== requiredText(input, 'Key')
    )
      throw s3Errors.noSuchUpload();
    return upload;
  }

  private async drop(input: Shape, upload: Upload): Promise<void> {
    this.uploads.delete(requiredText(input, 'UploadId'));
    for (const part of upload.parts.values()) await upload.bucket.files.removeContent(part.file);
  }
}

function chosenParts(upload: Upload, input: Shape): readonly StoredContent[] {
  const named = shapesOf(optionalShape(input, 'MultipartUpload') ?? {}, 'Parts');
  if (named.length === 0) throw s3Errors.invalidArgument('You must specify at least one part');
  const numbers = named.map((name) => optionalNumber(name, 'PartNumber') ?? 0);
  if (numbers.some((number, at) => number <= (numbers[at - 1] ?? 0))) throw s3Errors.invalidPartOrder();
  const chosen = named.map((name, at) => {
    const part = upload.parts.get(numbers[at] ?? 0);
    if (part === undefined || part.md5 !== requiredText(name, 'ETag').replaceAll('"', '')) throw s3Errors.invalidPart();
    return part;
  });
  if (chosen.slice(0, -1).some(({ sizeBytes }) => sizeBytes < minimumPartBytes)) throw s3Errors.entityTooSmall();
  return chosen;
}

/** Of every part but the last. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const minimumPartBytes = 5 * 1024 ** 2;

async function checkContent({ bucket, key }: Upload, parts: readonly StoredContent[]): Promise<void> {
  for (const part of parts) {
    const problem = await bucket.files.problemOf(part.file, part);
    if (problem === undefined) continue;
    throw s3Errors.damaged(`a part of s3://${bucket.name}/${key}`, `${bucket.files.contentPath(part.file)} ${problem}`);
  }
}

async function* concatenateParts(bucket: Bucket, parts: readonly StoredContent[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* createReadStream(bucket.files.contentPath(part.file)) as AsyncIterable<Uint8Array>;
}
