import { createHash, randomUUID } from 'node:crypto';
import { constants, copyFileSync, createWriteStream, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../../../error-code';
import { ServiceError } from '../../service';
import { ContentChecks, type ExpectedContent } from './content-checks';
import { readablePath } from './object-paths';
import { besideFolder, shortHash, shownPath } from './shown-path';

/** The body of a request: bytes, a string, a stream, or undefined. */
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

/** The files of one bucket: content by file name under `.s3/content`, and next to it the current objects under their own names. */
export class BucketFiles {
  private readonly checks = new ContentChecks();

  constructor(readonly folder: string) {
    mkdirSync(path.join(folder, '.s3', 'content'), { recursive: true });
    rmSync(path.join(folder, '.s3', 'incoming'), { recursive: true, force: true });
    mkdirSync(path.join(folder, '.s3', 'incoming'), { recursive: true });
  }

  /** Writes a complete body, under a name of its own; a process killed meanwhile leaves only a file in `incoming`. */
  async store(body: Body): Promise<StoredContent> {
    const file = randomUUID();
    const incoming = path.join(this.folder, '.s3', 'incoming', file);
    const measured = body instanceof Readable ? await streamTo(incoming, body) : await writeTo(incoming, body);
    await mkdir(path.dirname(this.contentPath(file)), { recursive: true });
    renameSync(incoming, this.contentPath(file));
    return { file, ...measured };
  }

  /** Copies content of this or another bucket under a new name, so that no two versions share a file. */
  async copy(contentPath: string): Promise<string> {
    const copied = randomUUID();
    await mkdir(path.dirname(this.contentPath(copied)), { recursive: true });
    await copyFile(contentPath, this.contentPath(copied), constants.COPYFILE_FICLONE);
    return copied;
  }

  /** Returns the damage of content on disk; undefined if it is what was stored. */
  problemOf(file: string, expected: ExpectedContent): Promise<string | undefined> {
    return this.checks.problemOf(this.contentPath(file), expected);
  }

  contentPath(file: string): string {
    return path.join(this.folder, '.s3', 'content', file.slice(0, 2), file);
  }

  async removeContent(file: string): Promise<void> {
    this.checks.forget(this.contentPath(file));
    await rm(this.contentPath(file), { force: true });
  }

  /**
   * Copies the current content of a key to the path where users look for it, or removes the copy. The service never reads the copy: a
   * lost or missing copy, also on a full disk, does not lose data.
   */
  showCurrent(key: string, file: string | undefined): void {
    const copied = path.join(this.folder, '.s3', 'incoming', randomUUID());
    try {
      if (file === undefined) {
        rmSync(this.shownPath(key), { force: true });
        return;
      }
      copyFileSync(this.contentPath(file), copied, constants.COPYFILE_FICLONE);
      this.makeFolders(readablePath(key, shortHash).slice(0, -1));
      renameSync(copied, this.shownPath(key));
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      for (const left of [copied, this.shownPath(key)]) rmSync(left, { force: true });
    }
  }

  /** Creates the readable copy of a current object if it is missing, or if it is a link to the content, as in older states. */
  repairShown(key: string, file: string): void {
    const shown = statSync(this.shownPath(key), { throwIfNoEntry: false });
    if (shown !== undefined && (shown.nlink === 1 || shown.ino !== inodeOf(this.contentPath(file)))) return;
    this.showCurrent(key, file);
  }

  /** Returns the path at which users find an object. */
  shownPath(key: string): string {
    return shownPath(this.folder, key);
  }

  /** The folder of an object `a/b` replaces the copy of an object `a`. */
  private makeFolders(segments: readonly string[]): void {
    let folder = this.folder;
    for (const segment of segments) {
      folder = path.join(folder, segment);
      if (isFile(folder)) renameSync(folder, `${folder}${besideFolder}`);
      mkdirSync(folder, { recursive: true });
    }
  }
}

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
  const target = createWriteStream(file);
  try {
    await pipeline(body, measure, target);
  } catch (error) {
    // A body that fails at once ends before the file is opened: the file appears after it.
    if (!target.closed) await new Promise<void>((resolve) => target.once('close', resolve));
    rmSync(file, { force: true });
    throw error;
  }
  return { sizeBytes, md5: hash.digest('hex') };
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
