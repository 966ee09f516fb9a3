import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionRecord } from '@document-pipelines/asl/interpreter';
import { errorCode } from '../error-code';

/** A stored execution, as the file of its record has it. */
export interface StoredExecution {
  readonly revisionId: string;
  readonly historyEvents: number;
  readonly historyBytes: number;
  readonly record: Omit<ExecutionRecord, 'history'>;
}

/** Files that are read at once. */
const atOnce = 32;

/**
 * Reads the records of executions in a state folder while another process may write them: each file is replaced as a whole. Guards that a
 * file is read again only when it has changed, and that a folder in which nothing was replaced is not looked through.
 */
export class ExecutionFiles<Row> {
  private readonly known = new Map<string, { readonly version: string; readonly row: Row }>();
  private readonly folders = new Map<string, { readonly version: string; readonly rows: readonly Row[] }>();

  constructor(private readonly toRow: (stored: StoredExecution) => Row) {}

  /** The executions in a folder; none if it does not exist. */
  async in(folder: string): Promise<readonly Row[]> {
    const version = await versionOf(folder);
    if (version === undefined) return [];
    const former = this.folders.get(folder);
    if (former?.version === version) return former.rows;
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    const rows = await inBatches(names, (name) => this.row(join(folder, name)));
    const found = rows.filter((row) => row !== undefined);
    // A change within the resolution of file times would be missed: the folder is looked through again soon after one.
    if (Date.now() - Number(version.split('-')[0]) > 2_000) this.folders.set(folder, { version, rows: found });
    return found;
  }

  private async row(file: string): Promise<Row | undefined> {
    const version = await versionOf(file);
    if (version === undefined) return undefined;
    const known = this.known.get(file);
    if (known?.version === version) return known.row;
    const stored = await readStored(file);
    if (stored === undefined) return undefined;
    const row = this.toRow(stored);
    this.known.set(file, { version, row });
    return row;
  }
}

/** Reads one record; undefined if it is not there, or is being replaced or damaged: a run reports that. */
export async function readStored(file: string): Promise<StoredExecution | undefined> {
  try {
    const stored = JSON.parse(await readFile(file, 'utf8')) as StoredExecution;
    return typeof stored.record === 'object' ? stored : undefined;
  } catch {
    return undefined;
  }
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs}-${size}-${ino}`;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function inBatches<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += atOnce)
    results.push(...(await Promise.all(items.slice(first, first + atOnce).map(run))));
  return results;
}
