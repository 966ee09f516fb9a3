import { createHash } from 'node:crypto';
import type { Json } from '@document-pipelines/asl/definition';

/** An object's version: what an execution works on. */
export interface ObjectVersionReference {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** The document's id, as the definition computes it: SHA-256 of the JSON array [bucket, key, versionId]. */
export function documentIdOf({ bucket, key, versionId }: ObjectVersionReference): string {
  return createHash('sha256')
    .update(JSON.stringify([bucket, key, versionId]))
    .digest('hex');
}

/** As documentIdOfInput, of an input as JSON text. */
export function documentIdOfText(input: string): string | undefined {
  try {
    return documentIdOfInput(JSON.parse(input) as Json);
  } catch {
    return undefined;
  }
}

/** Returns the id of the document that an execution's input names; undefined without a document. */
export function documentIdOfInput(input: Json): string | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const { bucket, key, versionId } = input as Record<string, Json>;
  if (typeof bucket !== 'string' || typeof key !== 'string' || typeof versionId !== 'string') return undefined;
  return documentIdOf({ bucket, key, versionId });
}
