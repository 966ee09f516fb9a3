import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../asl/definition';

/** The document that a letter is about: its input says so even where the letter was written before the document had a name. */
export function documentIdOfInput({ bucket, key, versionId }: JsonObject): string | undefined {
  const parts = [bucket, key, versionId];
  if (!parts.every((part) => typeof part === 'string')) return undefined;
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
