import { readFileSync } from 'node:fs';
import { createDocumentReader, UnreadableDocumentError } from '../../reading';
import type { LabelledDocument } from '../dataset/dataset';

/** The pages of documents by their digest; 0 of what no reader can open. */
export async function countPages(documents: readonly LabelledDocument[]): Promise<ReadonlyMap<string, number>> {
  const reader = createDocumentReader();
  const pages = new Map<string, number>();
  try {
    for (const { path, digest } of documents) {
      if (pages.has(digest)) continue;
      const content = readFileSync(path);
      pages.set(digest, content.length === 0 ? 0 : await reader.countPages(content).catch(noPages));
    }
  } finally {
    await reader.close();
  }
  return pages;
}

function noPages(error: unknown): number {
  if (error instanceof UnreadableDocumentError) return 0;
  throw error;
}
