import { readableCause } from '../../interpreter';
import { isJsonObject, type Json } from '../../language/definition';

/** A failure as a person reads it. Every string is untrusted: a document's text or a function's message may be in it. */
export interface ReadableFailure {
  readonly error?: string;
  /** The reason, on its own: the function's message, without what wraps it. */
  readonly reason?: string;
  /** The lines of the function's stack, without the message. */
  readonly stack: readonly string[];
  /** The first line of the stack that is not of a package: `functions/read-text/read-page.ts:88:11`. */
  readonly source?: string;
  /** The cause as the history has it, cut. */
  readonly cause?: string;
  /** Bytes of the whole cause. */
  readonly causeBytes?: number;
}

const shownCause = 16_384;

/** Reads an error and its cause; undefined if there is neither. */
export function readableFailure(error: string | undefined, cause: string | undefined): ReadableFailure | undefined {
  if (error === undefined && cause === undefined) return undefined;
  const stack = cause === undefined ? [] : stackIn(cause);
  const source = stack.map(sourceIn).find((line) => line !== undefined);
  return {
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { reason: readableCause(cause), cause: cause.slice(0, shownCause) }),
    ...(cause === undefined ? {} : { causeBytes: Buffer.byteLength(cause) }),
    ...(source === undefined ? {} : { source }),
    stack,
  };
}

/** The first line of a reason, at most 200 characters: for a row of a list. */
export function firstLineOf(cause: string | undefined): string | undefined {
  const line = cause === undefined ? undefined : readableCause(cause).trim().split('\n')[0];
  return line === undefined || line === '' ? undefined : line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Lambda's failures are {errorType, errorMessage, trace}; a branch's own Fail may wrap one as Cause. */
function stackIn(cause: string): readonly string[] {
  const value = parsed(cause);
  if (!isJsonObject(value)) return [];
  const { trace, stackTrace, Cause: inner } = value;
  if (typeof inner === 'string') return stackIn(inner);
  const lines = [trace, stackTrace].find(Array.isArray) ?? [];
  return lines
    .filter((line): line is string => typeof line === 'string' && /^\s*(at|File) /.test(line))
    .map((line) => line.trim());
}

function sourceIn(line: string): string | undefined {
  const found = /\(?((?:file:\/\/)?[^\s()]+:\d+(?::\d+)?)\)?$/.exec(line.trim())?.[1];
  return found === undefined || /node_modules|^node:/.test(found) ? undefined : found.replace(/^file:\/\//, '');
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
