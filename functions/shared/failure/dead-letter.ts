import { parseJson, parseJsonObject } from '../json/json-object';
import { cutText } from '../platform/cut-text';
import type { FailedExecution } from './failed-execution';

/** SQS accepts 256 KiB per message. */
const maxLetterBytes = 256 * 1024;

/** Longest input, and longest cause, that a letter carries, in characters; the definition's DeadLetter uses the same. */
const maxInputCharacters = 50_000;
const maxCauseCharacters = 8_000;

/** The longest key and the longest version id that S3 has. */
const maxNameCharacters = 1_024;

/** The facts of a dead letter besides the execution. */
export interface LetterFacts {
  /** The ledger's; undefined without a row. */
  readonly checkpoint: string | undefined;
  /** Name of the function that sends it. */
  readonly sentBy: string;
}

/**
 * Returns the dead letter for an execution that did not send one itself, in the shape of the definition's DeadLetter.
 * An execution whose input is not a document (a batch, a training run) has a letter without documentId and pointer. An
 * input that is too large is left out; the execution's ARN leads to it.
 */
export function deadLetterOf(execution: FailedExecution, { checkpoint, sentBy }: LetterFacts): string {
  const pointer = pointerOf(execution.input);
  const isDocument = Object.keys(pointer).length > 0;
  const letter = {
    executionArn: execution.executionArn,
    ...(isDocument && { documentId: execution.documentId ?? 'unregistered', pointer }),
    input: inputOf(execution.input),
    state: execution.state,
    Error: execution.error.slice(0, 256),
    Cause: cutText(execution.cause, maxCauseCharacters),
    checkpoint: checkpoint ?? (isDocument ? 'UNREGISTERED' : 'UNKNOWN'),
    attempts: attemptsOf(execution.input),
    ...(execution.stateMachineVersionArn !== undefined && { definitionVersion: execution.stateMachineVersionArn }),
    consoleUrl: consoleUrlOf(execution.executionArn),
    sentBy,
  };
  const text = JSON.stringify(letter);
  return Buffer.byteLength(text) <= maxLetterBytes ? text : JSON.stringify({ ...letter, input: omitted });
}

const omitted = { omitted: 'the input is too large for a message: DescribeExecution gives it' };

function inputOf(input: string | undefined): unknown {
  if (input === undefined) return { omitted: 'the input is not known any more' };
  if (input.length > maxInputCharacters) return omitted;
  const value = parseJson(input);
  return value === undefined ? input : value;
}

/** Empty if the input does not name an object. */
function pointerOf(input: string | undefined): Readonly<Record<string, string>> {
  const { bucket, key, versionId } = membersOf(input);
  if (bucket === undefined || key === undefined) return {};
  const names = Object.entries({ bucket, key, versionId }).filter(([, name]) => name !== undefined);
  return Object.fromEntries(names.map(([member, name]) => [member, String(name).slice(0, maxNameCharacters)]));
}

/** Absent in the input of a first attempt. */
function attemptsOf(input: string | undefined): number {
  const { attempt } = membersOf(input);
  return typeof attempt === 'number' ? attempt : 1;
}

const consoleDomains: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
};

function consoleUrlOf(executionArn: string): string {
  const [, partition = '', , region = ''] = executionArn.split(':');
  const domain = consoleDomains[partition] ?? 'aws.amazon.com';
  return `https://${region}.console.${domain}/states/home?region=${region}#/v2/executions/details/${executionArn}`;
}

function membersOf(input: string | undefined): Readonly<Record<string, unknown>> {
  return parseJsonObject(input ?? '') ?? {};
}
