import { createHash } from 'node:crypto';
import { parseJsonObject } from '../json/json-object';

/** What is known of a failed execution. */
export interface FailedExecution {
  readonly executionArn: string;
  readonly stateMachineName: string;
  /** The version of the definition that ran, if the execution was started by a version or an alias. */
  readonly stateMachineVersionArn: string | undefined;
  /** As JSON text, if it is known. */
  readonly input: string | undefined;
  /** Undefined if the input does not name a document. */
  readonly documentId: string | undefined;
  /** The execution that it was to replace, from its input. */
  readonly redriveOf: string | undefined;
  /** The state that failed, `unknown` if no catcher saw it. */
  readonly state: string;
  readonly error: string;
  readonly cause: string;
  /** Whether the machine has sent the dead letter itself. */
  readonly isLetterSent: boolean;
  /** Identifies the dead letter: the execution, and which of its redrives, since each may fail again. */
  readonly occurrence: string;
}

/** AWS's data about an execution, before its Cause is parsed. */
export interface FailureFacts {
  readonly executionArn: string;
  readonly stateMachineName: string;
  readonly stateMachineVersionArn?: string;
  /** As JSON text, if it is known. */
  readonly input: string | undefined;
  readonly error: string;
  readonly cause: string;
  /** Absent or 0: never redriven. */
  readonly redriveCount?: number;
}

/**
 * Parses the facts. The Cause of an execution that went through Failed names the state that failed and whether the
 * letter is sent; one without a catcher (States.Runtime, timeout, abort) does not.
 */
export function failedExecutionOf(facts: FailureFacts): FailedExecution {
  const { executionArn, stateMachineName, stateMachineVersionArn, input, error, cause, redriveCount = 0 } = facts;
  const failed = readFailedCause(cause);
  return {
    executionArn,
    stateMachineName,
    stateMachineVersionArn,
    input,
    documentId: documentIdOf(parseJsonObject(input ?? '') ?? {}),
    redriveOf: redriveOf(input),
    state: failed?.state ?? 'unknown',
    error: failed?.Error ?? error,
    cause: failed?.Cause ?? cause,
    isLetterSent: failed?.deadLetter === 'sent',
    occurrence: redriveCount > 0 ? `${executionArn}#${redriveCount}` : executionArn,
  };
}

interface FailedCause {
  readonly state?: string;
  readonly Error?: string;
  readonly Cause?: string;
  readonly deadLetter?: string;
}

/** The Cause of the definition's Failed state, which is JSON; undefined for any other cause. */
function readFailedCause(cause: string): FailedCause | undefined {
  const read = parseJsonObject(cause);
  return read !== undefined && 'deadLetter' in read ? (read as FailedCause) : undefined;
}

/** The object version that an input names. */
interface ObjectVersion {
  readonly bucket?: unknown;
  readonly key?: unknown;
  readonly versionId?: unknown;
}

/** As the definition computes it: SHA-256 of the JSON array [bucket, key, versionId], in hex. */
export function documentIdOf({ bucket, key, versionId }: ObjectVersion): string | undefined {
  const names = [bucket, key, versionId];
  if (!names.every((name) => typeof name === 'string')) return undefined;
  return createHash('sha256').update(JSON.stringify(names)).digest('hex');
}

function redriveOf(input: string | undefined): string | undefined {
  const { redriveOf: earlier } = parseJsonObject(input ?? '') ?? {};
  return typeof earlier === 'string' ? earlier : undefined;
}
