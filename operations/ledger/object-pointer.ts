import { createHash } from 'node:crypto';

/** An object version: what a document is. */
export interface ObjectPointer {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** As the definition computes it: SHA-256 of the JSON array [bucket, key, versionId], in hex. */
export function documentIdOf({ bucket, key, versionId }: ObjectPointer): string {
  return createHash('sha256')
    .update(JSON.stringify([bucket, key, versionId]))
    .digest('hex');
}

/** Returns the object version that a row, an execution's input or a dead letter names; undefined if a part is missing. */
export function pointerIn(value: unknown): ObjectPointer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { bucket, key, versionId } = value as Readonly<Record<string, unknown>>;
  if (typeof bucket !== 'string' || typeof key !== 'string' || typeof versionId !== 'string') return undefined;
  return { bucket, key, versionId };
}
