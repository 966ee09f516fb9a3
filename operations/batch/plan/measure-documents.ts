import { readFileSync, statSync } from 'node:fs';
import {
  createDocumentReader,
  type DocumentReader,
  UnreadableDocumentError,
} from '@document-pipelines/local-aws/reading';
import type { BatchSource, LocalDocument } from '../source/batch-source';
import type { ManifestRow } from '../source/manifest-rows';
import type { MeasuredDocuments } from './batch-plan';

/** Larger files are not opened for their pages, in bytes. */
const largestCounted = 50_000_000;

/** What is known of a batch before it runs. `badRows`: rows that do not name an object; the batch lists them and continues. */
export interface Measured {
  readonly documents: MeasuredDocuments;
  readonly bytes: number;
  readonly badRows: number;
}

/** Called with the number of files opened so far. */
type OnCounted = (counted: number, files: number) => void;

/** Counts the pages of files on this computer; of a manifest's objects it knows how many there are. */
export async function measureDocuments(
  source: Extract<BatchSource, { kind: 'files' | 'manifest' }>,
  onCounted: OnCounted = () => undefined,
): Promise<Measured> {
  return source.kind === 'files' ? measureFiles(source.documents, onCounted) : measureRows(source.rows);
}

/** Objects of which only the number is known. */
export function estimateDocuments(documents: number): MeasuredDocuments {
  return { documents, duplicates: 0, counted: 0, pages: 0, ofSeveralPages: 0, unreadable: 0 };
}

function measureRows(rows: readonly ManifestRow[]): Measured {
  const named = rows.filter(({ members }) => typeof members['key'] === 'string' && members['key'] !== '');
  const distinct = new Set(named.map(({ members }) => JSON.stringify([members['key'], members['versionId'] ?? ''])));
  return {
    documents: { ...estimateDocuments(distinct.size), duplicates: named.length - distinct.size },
    bytes: 0,
    badRows: rows.length - named.length,
  };
}

async function measureFiles(documents: readonly LocalDocument[], onCounted: OnCounted): Promise<Measured> {
  const paths = [...new Set(documents.map(({ path }) => path))];
  const reader = createDocumentReader();
  const pages: (number | undefined)[] = [];
  let bytes = 0;
  try {
    for (const path of paths) {
      const size = statSync(path).size;
      bytes += size;
      pages.push(size > largestCounted ? undefined : await pagesOf(path, reader));
      onCounted(pages.length, paths.length);
    }
  } finally {
    await reader.close();
  }
  const counted = pages.filter((count) => count !== undefined && count > 0) as number[];
  return {
    documents: {
      documents: paths.length,
      duplicates: documents.length - paths.length,
      counted: counted.length,
      pages: counted.reduce((sum, count) => sum + count, 0),
      ofSeveralPages: counted.filter((count) => count > 1).length,
      unreadable: pages.filter((count) => count === 0).length,
    },
    bytes,
    badRows: 0,
  };
}

/** Returns the number of pages of a file; 0 if it cannot be read. */
export async function pagesOf(path: string, reader: DocumentReader): Promise<number> {
  const content = readFileSync(path);
  if (content.length === 0) return 0;
  try {
    return await reader.countPages(content);
  } catch (error) {
    if (error instanceof UnreadableDocumentError) return 0;
    throw error;
  }
}
