import type { FailedExecution } from './failed-execution';

/** SQS takes 256 KiB a message. */
const maxLetterBytes = 256 * 1024;

/** Longest input, and longest cause, that a letter carries, in characters; the definition's DeadLetter uses the same. */
const maxInputCharacters = 50_000;
const maxCauseCharacters = 8_000;

/**
 * The letter for an execution that sent none itself, in the shape of the definition's DeadLetter. An input too large is left
 * out; the execution's ARN leads to it.
 */
export function deadLetterOf(execution: FailedExecution, checkpoint: string): string {
  const letter = {
    executionArn: execution.executionArn,
    documentId: execution.documentId ?? 'unregistered',
    input: inputOf(execution.input),
    state: execution.state,
    Error: execution.error.slice(0, 256),
    Cause: execution.cause.slice(0, maxCauseCharacters),
    checkpoint,
    sentBy: 'record-failed-execution',
  };
  const text = JSON.stringify(letter);
  return Buffer.byteLength(text) <= maxLetterBytes ? text : JSON.stringify({ ...letter, input: omitted });
}

const omitted = { omitted: 'the input is too large for a message: DescribeExecution gives it' };

function inputOf(input: string | undefined): unknown {
  if (input === undefined) return { omitted: 'the input is not known any more' };
  if (input.length > maxInputCharacters) return omitted;
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}
