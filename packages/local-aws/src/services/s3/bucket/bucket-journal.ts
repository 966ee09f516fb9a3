import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { linesOf } from '@document-pipelines/asl/interpreter';
import type { ObjectVersion } from './object-version';

/** A change of a bucket's versions. */
export type JournalEntry =
  | { readonly put: ObjectVersion }
  | { readonly remove: { readonly key: string; readonly versionId: string } };

/**
 * The record of a bucket: one JSON line for every change, appended in one write. A line cut short by a kill is the change that
 * did not happen; it is dropped when the bucket is opened.
 */
export class BucketJournal {
  private readonly file: string;

  constructor(folder: string) {
    this.file = path.join(folder, '.s3', 'journal.jsonl');
  }

  append(entry: JournalEntry): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  /** Replays the entries, oldest first. */
  replay(apply: (entry: JournalEntry) => void): void {
    const text = this.read();
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of linesOf(whole)) if (line !== '') apply(JSON.parse(line));
    if (whole.length !== text.length) this.rewrite(whole);
  }

  private read(): string {
    try {
      return readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }

  private rewrite(text: string): void {
    writeFileSync(`${this.file}.new`, text);
    renameSync(`${this.file}.new`, this.file);
  }
}
