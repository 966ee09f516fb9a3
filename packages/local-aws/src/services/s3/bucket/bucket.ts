import { randomBytes } from 'node:crypto';
import { s3Errors } from '../s3-errors';
import { BucketFiles } from './bucket-files';
import { BucketJournal, type JournalEntry } from './bucket-journal';
import type { ObjectVersion } from './object-version';

/** The settings of a bucket that are implemented here. */
export interface BucketSettings {
  readonly versioning: 'Enabled' | 'Suspended' | undefined;
  readonly eventBridge: boolean;
  /** ARN of the customer key objects are encrypted with; undefined for S3's own. */
  readonly kmsKeyArn: string | undefined;
}

/** A version to be written: what the bucket itself decides is left out. */
export type NewVersion = Omit<ObjectVersion, 'versionId' | 'sequencer' | 'lastModified'>;

/**
 * One bucket. Guards that a version is in the index exactly when it is in the journal, and that its content was complete on disk
 * before. Checking a condition and writing are one atomic step.
 */
export class Bucket {
  readonly files: BucketFiles;
  settings: BucketSettings = { versioning: undefined, eventBridge: false, kmsKeyArn: undefined };
  private readonly journal: BucketJournal;
  /** Versions by key, oldest first. */
  private readonly index = new Map<string, ObjectVersion[]>();
  private sorted: readonly string[] | undefined;
  private lastSequence = 0;

  constructor(
    readonly name: string,
    readonly createdAt: number,
    folder: string,
  ) {
    this.files = new BucketFiles(folder);
    this.journal = new BucketJournal(folder);
    this.journal.replay((entry) => this.apply(entry));
    for (const key of this.index.keys()) {
      const shown = shownFile(this.current(key));
      if (shown !== undefined) this.files.repairShown(key, shown);
    }
  }

  /** Returns the path of a version's content; undefined if it was removed meanwhile. Throws InternalError if it is not what was stored. */
  async contentOf(version: ObjectVersion): Promise<string | undefined> {
    const { key, versionId, file, sizeBytes, contentMd5, etag } = version;
    const md5 = contentMd5 ?? (isMd5(etag) ? etag : undefined);
    const problem = await this.files.problemOf(file, { sizeBytes, md5 });
    if (this.version(key, versionId)?.file !== file) return undefined;
    const path = this.files.contentPath(file);
    if (problem === undefined) return path;
    const copy = this.current(key) === version ? `; a readable copy may be at ${this.files.shownPath(key)}` : '';
    throw s3Errors.damaged(`s3://${this.name}/${key}, version ${versionId},`, `${path} ${problem}${copy}`);
  }

  current(key: string): ObjectVersion | undefined {
    return this.index.get(key)?.at(-1);
  }

  version(key: string, versionId: string): ObjectVersion | undefined {
    return this.index.get(key)?.find((version) => version.versionId === versionId);
  }

  /** Newest first. */
  versionsOf(key: string): readonly ObjectVersion[] {
    return [...(this.index.get(key) ?? [])].reverse();
  }

  /** Every key that has a version, in the order of its UTF-8 bytes, as S3 lists. */
  keys(): readonly string[] {
    this.sorted ??= [...this.index.keys()].sort(compareUtf8);
    return this.sorted;
  }

  /** Versions whose event is still pending because a process ended between the write and the event. */
  owingEvents(): readonly ObjectVersion[] {
    return [...this.index.values()].flat().filter((version) => version.owedEvent !== undefined);
  }

  /** Writes a version; without versioning it replaces the one with the id `null`. */
  put(version: NewVersion, now: number): ObjectVersion {
    const versionId = this.settings.versioning === 'Enabled' ? newVersionId() : 'null';
    const written: ObjectVersion = { ...version, versionId, lastModified: now, sequencer: this.nextSequencer(now) };
    this.commit({ put: written });
    return written;
  }

  /** Replaces a version with changed tags, or with an event that is no longer pending. */
  replace(version: ObjectVersion): void {
    this.commit({ put: version });
  }

  remove(key: string, versionId: string): void {
    this.commit({ remove: { key, versionId } });
  }

  private commit(entry: JournalEntry): void {
    const key = 'put' in entry ? entry.put.key : entry.remove.key;
    const before = shownFile(this.current(key));
    this.journal.append(entry);
    const orphan = this.apply(entry);
    const shown = shownFile(this.current(key));
    if (shown !== before) this.files.showCurrent(key, shown);
    if (orphan !== undefined) void this.files.removeContent(orphan);
  }

  /** Returns the content file that is no longer used by a version. */
  private apply(entry: JournalEntry): string | undefined {
    const { key, versionId } = 'put' in entry ? entry.put : entry.remove;
    const versions = this.index.get(key) ?? [];
    const at = versions.findIndex((version) => version.versionId === versionId);
    const replaced = versions[at];
    if ('put' in entry) {
      const changesOnly = replaced !== undefined && replaced.sequencer === entry.put.sequencer;
      if (changesOnly) versions[at] = entry.put;
      else this.index.set(key, [...versions.filter((version) => version !== replaced), entry.put]);
      if (versions.length === 0) this.sorted = undefined;
      this.lastSequence = Math.max(this.lastSequence, Number.parseInt(entry.put.sequencer, 16));
      return replaced !== undefined && replaced.file !== entry.put.file && replaced.file !== ''
        ? replaced.file
        : undefined;
    }
    const left = versions.filter((version) => version !== replaced);
    if (left.length === 0) {
      this.index.delete(key);
      this.sorted = undefined;
    } else {
      this.index.set(key, left);
    }
    return replaced === undefined || replaced.file === '' ? undefined : replaced.file;
  }

  private nextSequencer(now: number): string {
    this.lastSequence = Math.max(this.lastSequence + 1, now * 1000);
    return this.lastSequence.toString(16).toUpperCase().padStart(18, '0');
  }
}

/** The content that a person finds under a key whose current version this is. */
function shownFile(current: ObjectVersion | undefined): string | undefined {
  return current === undefined || current.deleteMarker ? undefined : current.file;
}

function isMd5(etag: string): boolean {
  return /^[0-9a-f]{32}$/.test(etag);
}

function newVersionId(): string {
  return randomBytes(24).toString('base64url');
}

function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
