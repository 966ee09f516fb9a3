import { UserError } from '@document-pipelines/asl/diagnostics';
import { type Account, isServiceError } from '../../account';
import { executionReference } from '../../ledger/execution-reference';
import { documentIdOf, pointerIn } from '../../ledger/object-pointer';
import { describeExecution, parsed } from '../history/read-execution';
import type { Candidate, Subject } from './subject';

/** Whether an id is the ARN of an execution. */
export function isExecutionArn(id: string): boolean {
  return executionReference(id) !== undefined;
}

/**
 * Returns the executions of an ARN, of a name in any state machine, or of `machine:name`, where machine is `machine/label` for a child of
 * a batch. Throws UserError for an Express execution, which only has a log.
 */
export async function findExecutions(account: Account, id: string): Promise<readonly Candidate[]> {
  if (executionReference(id)?.isExpress === true)
    throw new UserError(`${id} is an Express execution: Step Functions keeps no history of it`, {
      help: 'look at the log of its state machine',
    });
  const found: Candidate[] = [];
  for (const executionArn of possibleArns(account, id)) {
    const described = await describeExecution(account, executionArn).catch(neverExpress);
    if (described === undefined) continue;
    const what = `${String(described['status'])}, started ${new Date(described['startDate'] as Date).toISOString()}`;
    found.push({ subject: subjectOf(account, executionArn, parsed(described['input'])), id: executionArn, what });
  }
  return found;
}

function possibleArns({ names }: Account, id: string): readonly string[] {
  if (isExecutionArn(id)) return [id];
  // No name has these characters: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
  if (/[\s?*<>{}[\]"#%\\^|~`$&,;]/.test(id)) return [];
  const [, machine, name] = /^([^:]+):([^:/]+)$/.exec(id) ?? [];
  const prefixes = names.machines.map(({ arn }) => arn.replace(':stateMachine:', ':execution:'));
  if (name !== undefined) {
    const [first] = prefixes;
    return first === undefined ? [] : [`${first.slice(0, first.lastIndexOf(':'))}:${machine}:${name}`];
  }
  return id.includes('/') || id.length > 80 ? [] : prefixes.map((prefix) => `${prefix}:${id}`);
}

/** An execution of the document pipeline, or a child of a batch, is told as its document's story. */
function subjectOf({ names }: Account, executionArn: string, input: unknown): Subject {
  const { machine, label } = executionReference(executionArn) ?? {};
  const pointer = pointerIn(input);
  const isOfDocument = label !== undefined || names.documentPipelineArn.endsWith(`:${machine}`);
  return pointer === undefined || !isOfDocument
    ? { kind: 'execution', executionArn }
    : { kind: 'document', documentId: documentIdOf(pointer), pointer, executionArn };
}

/** A name that no Standard execution of an Express state machine has. */
function neverExpress(error: unknown): undefined {
  if (isServiceError(error, 'StateMachineTypeNotSupported', 'ValidationException')) return undefined;
  throw error;
}
