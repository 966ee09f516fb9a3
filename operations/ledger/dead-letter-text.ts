import { failureText } from '@document-pipelines/asl/interpreter';
import { cutLongText } from '@document-pipelines/asl/terminal';
import { continuedBy, type OperatorCommands } from '../operator-commands';
import { type DeadLetter, unnamedError } from './dead-letter';
import { executionReference } from './execution-reference';

/** Characters of a cause that are printed. */
const longestFailure = 1_000;

/** Returns the subject of a dead letter: a key, or an execution that does not process a document. */
export function subjectOf({ pointer, object, documentId, executionArn }: DeadLetter): string {
  return (pointer ?? object)?.key ?? documentId ?? shownExecution(executionArn);
}

/** Formats a dead letter as one line: what failed, in which state, by which error and why, and the command that continues. */
export function deadLetterLine(letter: DeadLetter, commands: OperatorCommands): string {
  return `${subjectOf(letter)}  ${deadLetterFailure(letter, commands)}`;
}

/** As {@link deadLetterLine}, without its subject. */
export function deadLetterFailure(letter: DeadLetter, commands: OperatorCommands): string {
  const { state, error, cause, executionArn, documentId = executionArn } = letter;
  const known = error === unnamedError ? undefined : error;
  const failure = cutLongText(failureText({ state, error, cause }), longestFailure, `\`${commands.letters()} --json\``);
  return `${failure}${continuedBy(commands, { error: known, id: documentId })}`;
}

/** `machine:name`, as the end of its ARN has it. */
export function shownExecution(executionArn: string): string {
  return executionReference(executionArn) === undefined ? executionArn : executionArn.split(':').slice(6).join(':');
}
