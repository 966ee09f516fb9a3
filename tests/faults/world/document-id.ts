import { createHash } from 'node:crypto';
import type { JsonObject } from '@document-pipelines/asl/definition';

/** Returns the document of a dead letter, from its input, also if it was written before the document had an id. */
export function documentIdOfInput({ bucket, key, versionId }: JsonObject): string | undefined {
  const parts = [bucket, key, versionId];
  if (!parts.every((part) => typeof part === 'string')) return undefined;
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
