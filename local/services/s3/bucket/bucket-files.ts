import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ServiceError } from '../../service';
import { readablePath } from './object-paths';

/** A body as it comes in: bytes, text, a stream or nothing. */
export type Body = Uint8Array | string | Readable | undefined;

/** Content on disk that belongs to no version yet. */
export interface StoredContent {
  readonly file: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly md5: string;
}

/** The largest object of one PutObject, in bytes: 5 GiB. */
const maximumBytes = 5 * 1024 ** 3;

/** The files of one bucket: content by file name under `.s3/content`, and beside it the current objects under their own names. */
export class BucketFiles {
  constructor(readonly folder: string) {
    mkdirSync(path.join(folder, '.s3', 'content'), { recursive: true });
    rmSync(path.join(folder, '.s3', 'incoming'), { recursive: true, force: true });
    mkdirSync(path.join(folder, '.s3', 'incoming'), { recursive: true });
  }

  /** Writes a body whole, under a name of its own; a process killed meanwhile leaves only a file in `incoming`. */
  async store(body: Body): Promise<StoredContent> {
    const file = randomUUID();
    const incoming = path.join(this.folder, '.s3', 'incoming', file);
    const measured = body instanceof Readable ? await streamTo(incoming, body) : await writeTo(incoming, body);
    await mkdir(path.dirname(this.contentPath(file)), { recursive: true });
    renameSync(incoming, this.contentPath(file));
    return { file, ...measured };
  }

  /** Copies content under a new name, so that no two versions share a file. */
  async copy(file: string): Promise<string> {
    const copied = randomUUID();
    await mkdir(path.dirname(this.contentPath(copied)), { recursive: true });
    await copyFile(this.contentPath(file), this.contentPath(copied));
    return copied;
  }

  contentPath(file: string): string {
    return path.join(this.folder, '.s3', 'content', file.slice(0, 2), file);
  }

  async removeContent(file: string): Promise<void> {
    await rm(this.contentPath(file), { force: true });
  }

  /** Puts the current content of a key where a person looks for it, or takes it away. Only a view: its loss loses nothing. */
  showCurrent(key: string, file: string | undefined): void {
    const segments = readablePath(key, shortHash);
    const shown = path.join(this.folder, ...segments);
    if (file === undefined) {
      rmSync(isFolder(shown) ? `${shown}${besideFolder}` : shown, { force: true });
      return;
    }
    this.makeFolders(segments.slice(0, -1));
    const linked = path.join(this.folder, '.s3', 'incoming', randomUUID());
    linkSync(this.contentPath(file), linked);
    renameSync(linked, isFolder(shown) ? `${shown}${besideFolder}` : shown);
  }

  /** An object `a` gives way to the folder of an object `a/b`. */
  private makeFolders(segments: readonly string[]): void {
    let folder = this.folder;
    for (const segment of segments) {
      folder = path.join(folder, segment);
      if (isFile(folder)) renameSync(folder, `${folder}${besideFolder}`);
      mkdirSync(folder, { recursive: true });
    }
  }
}

/** An object whose name is also a folder's; no escaped key ends like this. */
const besideFolder = '%object';

async function writeTo(file: string, body: Uint8Array | string | undefined): Promise<Omit<StoredContent, 'file'>> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array());
  await writeFile(file, bytes);
  return { sizeBytes: bytes.byteLength, md5: createHash('md5').update(bytes).digest('hex') };
}

async function streamTo(file: string, body: Readable): Promise<Omit<StoredContent, 'file'>> {
  const hash = createHash('md5');
  let sizeBytes = 0;
  const measure = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      sizeBytes += chunk.byteLength;
      hash.update(chunk);
      if (sizeBytes > maximumBytes)
        done(new ServiceError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(body, measure, createWriteStream(file));
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  return { sizeBytes, md5: hash.digest('hex') };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isFile() ?? false;
}
