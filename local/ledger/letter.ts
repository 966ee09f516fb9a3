import { documentIdOf, type ObjectPointer, pointerIn } from './object-pointer';

/** A dead letter: what failed, where, why, how often, and what was paid for already. */
export interface Letter {
  /** Undefined where the input named no object version. */
  readonly documentId: string | undefined;
  readonly pointer: ObjectPointer | undefined;
  /** The object, where the input names no version of it: a redrive takes the current one. */
  readonly object?: ObjectName;
  /** The execution's input; `{omitted}` where it was too large for a message. */
  readonly input: unknown;
  /** The state that failed; `unknown` where no catcher saw it. */
  readonly state: string;
  readonly error: string;
  readonly cause: string;
  readonly checkpoint: string;
  readonly attempts: number;
  /** ARN of the state machine's version that ran. A state cannot know it: what the letter lacks, DescribeExecution tells. */
  readonly definitionVersion: string | undefined;
  readonly executionArn: string;
  readonly consoleUrl: string | undefined;
  /** Who wrote the letter: the state machine, or the net under it. */
  readonly sentBy: string;
}

/** The error of a letter that names none. */
export const unnamedError = 'Unnamed';

/** An object whatever its version. */
export type ObjectName = Pick<ObjectPointer, 'bucket' | 'key'>;

/** A letter as a queue hands it out. */
export interface ReceivedLetter extends Letter {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** ISO 8601. */
  readonly sentAt: string | undefined;
}

/** Reads a message's body; a body that is none of ours becomes a letter that names no document. */
export function readLetter(body: string): Letter {
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

/** A letter of a state machine that works on no documents: an object that its input names is none. */
export function withoutDocument({ object: _object, ...letter }: Letter): Letter {
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
