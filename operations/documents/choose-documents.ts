import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { shortPath } from '@document-pipelines/asl/paths';
import { CannotRunError, checkedShape, readYamlFile } from '@document-pipelines/local-aws/environment';
import { z } from 'zod';
import { type FolderContent, filesUnder, reasonOf, type SkippedEntry } from '../files-under';
import { withDistinctNames } from './distinct-names';

/** A document to send through the pipeline. */
export interface ChosenDocument {
  /** The name that the user wrote; the key is `incoming/<name>`. */
  readonly name: string;
  /** The file; absent: generated at run time, one byte over the size limit. */
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
          'must have exactly one of file and oversize',
        ),
    )
    .min(1),
});

/** Documents to send, and entries of a folder that cannot be sent. */
export interface ChosenDocuments {
  readonly documents: readonly ChosenDocument[];
  readonly skipped: readonly SkippedEntry[];
}

/**
 * Resolves paths: files, each once, or one folder alone. A folder with a documents.yaml is what that file lists; of any other folder
 * every file counts, and an entry that cannot be read is skipped. Throws CannotRunError for a path that is absent or unreadable,
 * before anything has been started.
 */
export function chooseDocuments(paths: readonly string[], cwd: string): ChosenDocuments {
  const [only, ...others] = new Set(paths.map((path) => resolve(cwd, path)));
  if (only !== undefined && others.length === 0 && isFolder(only)) return fromFolder(only);
  const files = [only, ...others].filter((path) => path !== undefined);
  for (const file of files) {
    if (isFolder(file)) throw new CannotRunError(`${shortPath(file, cwd)} is a folder: use files, or only one folder`);
    checkReadable(file);
  }
  return { documents: withDistinctNames(files.map((path) => ({ path, name: basename(path) }))), skipped: [] };
}

function isFolder(path: string): boolean {
  return attempt(path, () => statSync(path).isDirectory());
}

function fromFolder(folder: string): ChosenDocuments {
  const list = join(folder, listName);
  if (existsSync(list)) return { documents: fromList(folder, list), skipped: [] };
  const { files, skipped } = documentsUnder(folder);
  return { documents: files, skipped };
}

/** Returns the files of a folder. Throws CannotRunError if it has no readable files. */
export function documentsUnder(folder: string): FolderContent {
  const content = attempt(folder, () => filesUnder(folder));
  if (content.files.length > 0) return content;
  const [first] = content.skipped;
  const cannot = first === undefined ? '' : ` that can be read: ${first.path}: ${first.reason}`;
  throw new CannotRunError(`there are no files in ${folder}${cannot}`);
}

function fromList(folder: string, list: string): readonly ChosenDocument[] {
  const { documents } = checkedShape(listSchema, readYamlFile(list), { location: list, whole: 'the list' });
  return documents.map(({ file, oversize: _oversize, ...document }) => {
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
  const isFile = attempt(path, () => {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  });
  if (!isFile) throw new CannotRunError(`${path} is not a file`);
}

/** Throws CannotRunError with the path if the file system reports an error. */
function attempt<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new CannotRunError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}
