import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../../error-code';
import { CannotRunError } from '../environment/cannot-run-error';
import { readYamlFile } from '../environment/read-yaml-file';
import { withDistinctNames } from './distinct-names';

/** A document to send through the pipeline. */
export interface ChosenDocument {
  /** What the person calls it; the key is `incoming/<name>`. */
  readonly name: string;
  /** The file; absent: made at run time, one byte over the size limit. */
  readonly path?: string;
  /** What it is meant to show. */
  readonly what?: string;
  readonly releaseInSeconds?: number;
  /** How often its event is delivered; 1 where absent. */
  readonly deliveries?: number;
  readonly expect?: string;
  readonly reason?: string;
}

const listName = 'documents.yaml';

const listSchema = z.strictObject({
  documents: z
    .array(
      z
        .strictObject({
          name: z.string().min(1),
          file: z.string().min(1).optional(),
          oversize: z.literal(true).optional(),
          releaseInSeconds: z.number().int().min(0).optional(),
          deliveries: z.number().int().min(1).max(10).optional(),
          expect: z.enum(['stored', 'review', 'rejected', 'failed', 'waiting-release']).optional(),
          reason: z.string().optional(),
          what: z.string().optional(),
        })
        .refine(
          ({ file, oversize }) => (file === undefined) !== (oversize === undefined),
          'exactly one of file and oversize is due',
        ),
    )
    .min(1),
});

/**
 * What the paths name: files, each once, or one folder alone. A folder with a documents.yaml is what that file lists; of any other folder every
 * file counts. Throws CannotRunError for a path that is absent or unreadable, before anything has been started.
 */
export function chooseDocuments(paths: readonly string[], cwd: string): readonly ChosenDocument[] {
  const [only, ...others] = new Set(paths.map((path) => resolve(cwd, path)));
  if (only !== undefined && others.length === 0 && isFolder(only)) return fromFolder(only);
  const files = [only, ...others].filter((path) => path !== undefined);
  for (const file of files) {
    if (isFolder(file)) throw new CannotRunError(`${shown(file, cwd)} is a folder: give files, or one folder alone`);
    checkReadable(file);
  }
  return withDistinctNames(files.map((path) => ({ path, name: basename(path) })));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new CannotRunError(unreadable(path, error));
  }
}

function fromFolder(folder: string): readonly ChosenDocument[] {
  const list = join(folder, listName);
  if (existsSync(list)) return fromList(folder, list);
  const files = filesUnder(folder);
  if (files.length === 0) throw new CannotRunError(`${folder} holds no files`);
  for (const file of files) checkReadable(file);
  return files.map((path) => ({ path, name: relative(folder, path).split(sep).join('/') }));
}

function filesUnder(folder: string): readonly string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch (error) {
    throw new CannotRunError(unreadable(folder, error));
  }
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
    });
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name));
}

function fromList(folder: string, list: string): readonly ChosenDocument[] {
  const checked = listSchema.safeParse(readYamlFile(list));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new CannotRunError(`${list}: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return checked.data.documents.map(({ file, oversize: _oversize, ...document }) => {
    const path = file === undefined ? undefined : resolve(folder, file);
    if (path !== undefined) checkReadable(path);
    return withoutUndefined({ ...document, path });
  });
}

function withoutUndefined(document: Record<string, unknown>): ChosenDocument {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => value !== undefined),
  ) as unknown as ChosenDocument;
}

function checkReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
    if (!statSync(path).isFile()) throw new CannotRunError(`${path} is not a file`);
  } catch (error) {
    throw error instanceof CannotRunError ? error : new CannotRunError(unreadable(path, error));
  }
}

function unreadable(path: string, error: unknown): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'it may not be read',
    ELOOP: 'its links lead in a circle',
  };
  return `${path} cannot be read: ${reasons[errorCode(error) ?? ''] ?? String(error)}`;
}

function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
