import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './error-code';

/** A file that was written completely does not hold what was written. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';

  constructor(
    readonly file: string,
    why: string,
  ) {
    super(`${file} does not hold ${why}`);
  }
}

/**
 * Returns the value of a JSON file, or undefined without the file. Throws DamagedFileError if it does not hold JSON, or not an object
 * with these members.
 */
export function readJsonFile<T>(file: string, members: readonly (keyof T & string)[] = []): T | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DamagedFileError(file, `JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const missing = members.filter((name) => typeof value !== 'object' || value === null || !(name in value));
  if (missing.length > 0) throw new DamagedFileError(file, `what belongs there (${missing.join(', ')})`);
  return value as T;
}

/** Writes a JSON file so that a reader, or a process that comes after a crash, sees the old value or the new one, never a part. */
export function writeJsonFile(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = unfinishedName(file);
  writeFileSync(unfinished, `${JSON.stringify(value, undefined, 2)}\n`);
  renameSync(unfinished, file);
}

/** As writeJsonFile, of a text, without blocking; the folder must be there. */
export async function writeTextFile(file: string, text: string): Promise<void> {
  const unfinished = unfinishedName(file);
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}

/** Adds a value to a file of JSON lines. A line that a kill cut short is the value that was not added: it is removed first. */
export function appendJsonLine(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  if (lastByte(file) !== newLine) truncateSync(file, readFileSync(file).lastIndexOf(newLine) + 1);
  appendFileSync(file, `${JSON.stringify(value)}\n`);
}

const newLine = 0x0a;

/** Returns the last byte of a file; a line feed for an empty or missing one. */
function lastByte(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return newLine;
  const opened = openSync(file, 'r');
  try {
    const byte = Buffer.alloc(1);
    readSync(opened, byte, 0, 1, size - 1);
    return byte[0] ?? newLine;
  } finally {
    closeSync(opened);
  }
}

/** Returns the JSON files of a folder, sorted by name; an empty array if the folder does not exist. */
export function jsonFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Removes files that a killed process left incomplete in a folder. Other processes must not write there at the same time. */
export function clearUnfinishedFiles(folder: string): void {
  if (!existsSync(folder)) return;
  const unfinished = readdirSync(folder).filter((name) => unfinishedPattern.test(name));
  for (const name of unfinished) rmSync(join(folder, name), { force: true });
}

/** As clearUnfinishedFiles, in all folders below as well, except folders with these names: files in them may have any name. */
export function clearUnfinishedBelow(folder: string, except: readonly string[] = []): void {
  clearUnfinishedFiles(folder);
  if (!existsSync(folder)) return;
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) if (!except.includes(name)) clearUnfinishedBelow(join(folder, name));
}

const unfinishedPattern = /^\..+\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function unfinishedName(file: string): string {
  return join(dirname(file), `.${basename(file)}.${randomUUID()}`);
}
