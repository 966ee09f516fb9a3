import { documentIdOf, type ObjectPointer, pointerIn } from './object-pointer';

/** A dead letter: what failed, where, why, how often, and what was paid for already. */
export interface DeadLetter {
  /** Undefined if the input did not name an object version. */
  readonly documentId: string | undefined;
  readonly pointer: ObjectPointer | undefined;
  /** The object, if the input does not name its version: a redrive uses the current one. */
  readonly object?: ObjectName;
  /** The execution's input; `{omitted}` if it was too large for a message. */
  readonly input: unknown;
  /** The state that failed; `unknown` if no catcher matched. */
  readonly state: string;
  readonly error: string;
  readonly cause: string;
  readonly checkpoint: string;
  readonly attempts: number;
  /** ARN of the state machine's version that ran. A state cannot know it: if it is missing, DescribeExecution returns it. */
  readonly definitionVersion: string | undefined;
  readonly executionArn: string;
  readonly consoleUrl: string | undefined;
  /** Who wrote the dead letter: the state machine, or the failure rule. */
  readonly sentBy: string;
}

/** The error of a dead letter without an error name. */
export const unnamedError = 'Unnamed';

/** An object, without its version. */
export type ObjectName = Pick<ObjectPointer, 'bucket' | 'key'>;

/** A dead letter as received from a queue. */
export interface ReceivedDeadLetter extends DeadLetter {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** ISO 8601. */
  readonly sentAt: string | undefined;
}

/** Parses a message's body; an unknown body becomes a dead letter without a document. */
export function readDeadLetter(body: string): DeadLetter {
  const letter = membersOf(body);
  const pointer = pointerIn(letter['pointer']) ?? pointerIn(letter['input']);
  const attempts = letter['attempts'] ?? attemptIn(letter['input']);
  return {
    documentId: pointer === undefined ? undefined : documentIdOf(pointer),
    pointer,
    ...(pointer === undefined ? objectIn(letter['pointer'], letter['input']) : {}),
    input: letter['input'] ?? body,
    state: textOf(letter['state'], 'unknown'),
    error: textOf(letter['Error'], unnamedError),
    cause: textOf(letter['Cause'], 'no cause was given'),
    checkpoint: textOf(letter['checkpoint'], 'UNREGISTERED'),
    attempts: typeof attempts === 'number' ? attempts : 1,
    definitionVersion: optionalText(letter['definitionVersion']),
    executionArn: textOf(letter['executionArn'], 'unknown'),
    consoleUrl: optionalText(letter['consoleUrl']),
    sentBy: textOf(letter['sentBy'], 'unknown'),
  };
}

/** Returns a dead letter of a state machine that does not process documents, without the object that its input names. */
export function withoutDocument({ object: _object, ...letter }: DeadLetter): DeadLetter {
  return { ...letter, documentId: undefined, pointer: undefined };
}

function objectIn(...values: readonly unknown[]): { readonly object?: ObjectName } {
  for (const value of values) {
    const { bucket, key } = (value ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof bucket === 'string' && typeof key === 'string') return { object: { bucket, key } };
  }
  return {};
}

function membersOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function attemptIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'attempt' in input ? input.attempt : undefined;
}

function textOf(value: unknown, otherwise: string): string {
  return optionalText(value) ?? otherwise;
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
