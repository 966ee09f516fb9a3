import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { documentsUnder } from '../../documents/choose-documents';
import { withDistinctNames } from '../../documents/distinct-names';
import type { FoundFile, SkippedEntry } from '../../files-under';
import { type ManifestFormat, type ManifestRow, manifestFormat, manifestRows } from './manifest-rows';

/** A document on this computer; `name`: what follows `batch/` in its key. */
export type LocalDocument = FoundFile;

/** The source of a batch. */
export type BatchSource =
  /** Documents on this computer, uploaded under `batch/` first. */
  | {
      readonly kind: 'files';
      readonly what: string;
      readonly documents: readonly LocalDocument[];
      /** Entries of a folder that cannot be read. */
      readonly skipped: readonly SkippedEntry[];
    }
  /** A manifest on this computer that names objects. */
  | {
      readonly kind: 'manifest';
      readonly what: string;
      readonly format: ManifestFormat;
      readonly text: string;
      readonly rows: readonly ManifestRow[];
    }
  /** A manifest in a bucket of the environment. */
  | { readonly kind: 'stored-manifest'; readonly what: string; readonly bucket: string; readonly key: string }
  /** Everything under a prefix of the documents bucket; `bucket` if the user named one. */
  | { readonly kind: 'prefix'; readonly what: string; readonly prefix: string; readonly bucket?: string };

/** What the user may name. */
const choices =
  'give a manifest (.csv, .jsonl), a folder of documents, a prefix of the documents bucket (`batch/…/`), or a manifest in a bucket (`s3://…`)';

/**
 * Resolves the user's MANIFEST, PREFIX or FOLDER: a folder or file that is there, else an `s3://` address, else a prefix below
 * `batch/`. Throws CannotRunError for anything else.
 */
export function batchSource(named: string, cwd: string): BatchSource {
  const path = resolve(cwd, named);
  if (existsSync(path)) return statSync(path).isDirectory() ? folderSource(path, named) : manifestSource(path, named);
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(named) ?? [];
  if (bucket !== undefined && key !== undefined) return addressedSource(named, bucket, key);
  if (named.startsWith('batch/')) return { kind: 'prefix', what: named, prefix: named };
  throw new CannotRunError(`there is no file and no folder ${named}: ${choices}`);
}

function folderSource(path: string, named: string): BatchSource {
  const { files, skipped } = documentsUnder(path);
  return { kind: 'files', what: named, documents: files, skipped };
}

function manifestSource(path: string, named: string): BatchSource {
  const format = manifestFormat(path);
  if (format === undefined) throw new CannotRunError(`${named} ends neither in .csv nor in .jsonl: ${choices}`);
  const text = readFileSync(path, 'utf8');
  const rows = manifestRows(text, format);
  if (rows.length === 0) throw new CannotRunError(`${named} does not name a document`);
  const withFile = rows.filter(({ file }) => file !== undefined);
  if (withFile.length === 0) return { kind: 'manifest', what: named, format, text, rows };
  const other = rows.find(({ file }) => file === undefined);
  if (other !== undefined)
    throw new CannotRunError(`${named}, line ${other.line}: it has no \`file\`, though other rows name local files`);
  const documents = namedFiles(withFile, { folder: dirname(path), named });
  return { kind: 'files', what: named, documents, skipped: [] };
}

/** Files are relative to the manifest. A file that is named twice is one document, and different files have different keys. */
function namedFiles(
  rows: readonly ManifestRow[],
  { folder, named }: { readonly folder: string; readonly named: string },
): readonly LocalDocument[] {
  const shortNames = new Map<string, string>();
  const paths = rows.map(({ file = '', line }) => {
    const path = resolve(folder, file);
    if (!existsSync(path) || !statSync(path).isFile())
      throw new CannotRunError(`${named}, line ${line}: there is no file ${path}`);
    const inside = relative(folder, path).replaceAll('\\', '/');
    shortNames.set(path, inside.startsWith('..') ? basename(path) : inside);
    return path;
  });
  const files = withDistinctNames([...shortNames].map(([path, name]) => ({ path, name })));
  const nameOf = new Map(files.map(({ path, name }) => [path, name]));
  return paths.map((path) => ({ path, name: nameOf.get(path) ?? basename(path) }));
}

function addressedSource(what: string, bucket: string, key: string): BatchSource {
  if (manifestFormat(key) !== undefined) return { kind: 'stored-manifest', what, bucket, key };
  if (key.startsWith('batch/')) return { kind: 'prefix', what, prefix: key, bucket };
  throw new CannotRunError(`${what} is neither a manifest nor a prefix below batch/: ${choices}`);
}
