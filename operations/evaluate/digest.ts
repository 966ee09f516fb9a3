import { createHash } from 'node:crypto';

/** Returns the SHA-256, in hexadecimal digits, of bytes or of a JSON value. The order of members does not change it. */
export function digestOf(content: unknown): string {
  const bytes = content instanceof Uint8Array ? content : JSON.stringify(content, inOrder);
  return createHash('sha256').update(bytes).digest('hex');
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
