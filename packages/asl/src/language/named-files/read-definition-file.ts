import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { type Diagnostic, positionIn, UserError } from '../diagnostics';

/** The file of a definition cannot be read; a diagnostic if other files are still to be read. */
export class UnreadableDefinitionError extends UserError {
  override readonly name = 'UnreadableDefinitionError';

  constructor(
    message: string,
    readonly diagnostic: Diagnostic,
    /** What could be read, for the excerpt. */
    readonly text?: string,
  ) {
    super(message);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, not a definition',
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
  ENOTDIR: 'lies below a file, not a folder',
  ELOOP: 'is a symbolic link that leads to itself',
};

/**
 * Returns the text of a file without its byte order mark. Throws {@link UnreadableDefinitionError} if it does not exist
 * or is not UTF-8.
 */
export function readDefinitionFile(file: string): string {
  return decodeDefinition(readDefinitionBytes(file), file);
}

/** Returns the bytes of a file. Throws {@link UnreadableDefinitionError}. */
export function readDefinitionBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = brokenLink(file, code) ?? reasons[code] ?? `cannot be read: ${code}`;
    const start = { line: 1, column: 1, offset: 0 };
    throw new UnreadableDefinitionError(
      `${file} ${reason}`,
      unreadable(`the file ${reason}`, { file, start, end: start }),
    );
  }
}

/**
 * Returns the text of a file's bytes without the byte order mark. Throws {@link UnreadableDefinitionError} if they are
 * not UTF-8.
 */
export function decodeDefinition(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw notUtf8(file, Buffer.from(bytes));
  }
}

function brokenLink(file: string, code: string): string | undefined {
  if (code !== 'ENOENT' || lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return undefined;
  return `is a symbolic link to \`${readlinkSync(file)}\`, which does not exist`;
}

function notUtf8(file: string, bytes: Buffer): UnreadableDefinitionError {
  const text = bytes.toString('utf8');
  const again = Buffer.from(text);
  let at = 0;
  while (bytes[at] === again[at]) at += 1;
  const before = bytes
    .subarray(0, at)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
  const start = positionIn(before, before.length);
  const end = { ...start, column: start.column + 1, offset: start.offset + 1 };
  const isUtf16 = ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'));
  const byte = bytes[Buffer.byteLength(before)] ?? 0;
  const message = isUtf16 ? 'the file is in UTF-16, not in UTF-8' : `the byte 0x${byte.toString(16)} is not UTF-8`;
  const diagnostic = unreadable(message, { file, start, end }, 'save the file in UTF-8');
  return new UnreadableDefinitionError(`${file} is not UTF-8 text`, diagnostic, text);
}

function unreadable(message: string, span: Diagnostic['span'], help?: string): Diagnostic {
  return { severity: 'error', ruleId: 'unreadable-file', message, span, ...(help === undefined ? {} : { help }) };
}
