import { createDocumentReader } from '@document-pipelines/local-aws/reading';
import { pagesOf } from '../../batch/plan/measure-documents';
import type { LabelledDocument } from '../dataset/dataset';

/** Returns the page counts of documents by their digest; 0 for documents that cannot be read. */
export async function countPages(documents: readonly LabelledDocument[]): Promise<ReadonlyMap<string, number>> {
  const reader = createDocumentReader();
  const pages = new Map<string, number>();
  try {
    for (const { path, digest } of documents) if (!pages.has(digest)) pages.set(digest, await pagesOf(path, reader));
    return pages;
  } finally {
    await reader.close();
  }
}
