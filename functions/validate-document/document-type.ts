import { DocumentRefused } from '../shared/platform/document-refused';

/** The types that the pipeline accepts. */
export type ContentType = 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/tiff';

/** How many first bytes show the type: a PDF's header begins within the first kilobyte, as PDFium accepts it. */
export const magicBytes = 1024 + '%PDF-'.length;

const accepted = 'PDF, PNG, JPEG and TIFF are';

const typesByExtension: Readonly<Record<string, ContentType>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpe: 'image/jpeg',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

const signatures: readonly (readonly [ContentType, readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];

/** Beginnings of files that people upload by mistake, so that the refusal can name the type. */
const wellKnown: readonly (readonly [string, readonly number[]])[] = [
  ['a ZIP archive or an Office document', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a BMP image', [0x42, 0x4d]],
  ['a BigTIFF image', [0x49, 0x49, 0x2b, 0x00]],
  ['a BigTIFF image', [0x4d, 0x4d, 0x00, 0x2b]],
  ['PostScript', [0x25, 0x21, 0x50, 0x53]],
  ['RTF text', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

/**
 * Returns the type of a document by its first bytes, which its extension must not contradict. A key without an
 * extension is never a contradiction. Throws UnsupportedDocument naming the type of the bytes and that of the
 * extension.
 */
export function documentType(key: string, firstBytes: Uint8Array): ContentType {
  const extension = extensionOf(key);
  const claimed = extension === undefined ? 'the key has no extension' : `the extension is .${extension}`;
  const type = typeOfBytes(firstBytes);
  if (type === undefined) {
    throw new DocumentRefused(
      'UnsupportedDocument',
      `the content is ${describe(firstBytes)}, ${claimed}; ${accepted} read`,
    );
  }
  if (extension !== undefined && typesByExtension[extension] !== type) {
    throw new DocumentRefused('UnsupportedDocument', `the content is ${type}, but ${claimed}`);
  }
  return type;
}

/** Letters and digits after the last dot of the name, starting with a letter: `No.12` has no extension. */
function extensionOf(key: string): string | undefined {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return /\.([A-Za-z][A-Za-z0-9]{0,7})$/.exec(name)?.[1]?.toLowerCase();
}

function typeOfBytes(bytes: Uint8Array): ContentType | undefined {
  const image = signatures.find(([, signature]) => startsWith(bytes, signature))?.[0];
  if (image !== undefined) return image;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('%PDF-', 0, 'latin1')
    ? 'application/pdf'
    : undefined;
}

function describe(bytes: Uint8Array): string {
  const known = wellKnown.find(([, signature]) => startsWith(bytes, signature))?.[0];
  if (known !== undefined) return known;
  const isText = bytes.every(
    (byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d,
  );
  return isText ? 'plain text' : 'of no known type';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
