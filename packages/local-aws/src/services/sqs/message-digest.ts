import { createHash } from 'node:crypto';
import type { MessageAttribute } from './queue-message';

/** MD5 of a body, hex. */
export function digestOfBody(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** MD5 of attributes as SQS computes it: name, type and value of each, in the order of names, with their lengths. */
export function digestOfAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    for (const part of [name, attribute.DataType]) hash.update(withLength(Buffer.from(part)));
    const isBinary = attribute.BinaryValue !== undefined;
    hash.update(Uint8Array.of(isBinary ? 2 : 1));
    hash.update(
      withLength(isBinary ? Buffer.from(attribute.BinaryValue, 'base64') : Buffer.from(attribute.StringValue ?? '')),
    );
  }
  return hash.digest('hex');
}

function withLength(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return Buffer.concat([length, bytes]);
}
