/** Kinds of documents that can be read. */
export type FileKind = 'pdf' | 'png' | 'jpeg' | 'tiff';

const signatures: readonly { readonly kind: FileKind; readonly bytes: readonly number[] }[] = [
  { kind: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'tiff', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: 'tiff', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
];

/** Returns the file type from the first bytes, never from the name; undefined if it cannot be read. */
export function fileKindOf(bytes: Uint8Array): FileKind | undefined {
  const known = signatures.find((signature) => signature.bytes.every((byte, at) => bytes[at] === byte));
  if (known !== undefined) return known.kind;
  // PDF readers accept a header anywhere in the first kilobyte.
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
  return head.includes('%PDF-') ? 'pdf' : undefined;
}
