import type { Account } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import { removeDeadLetters } from '../evidence/dead-letters';
import type { Evidence } from '../evidence/evidence';
import { executionReference } from '../execution-reference';
import { carryOutExecution, type FailedOther } from './carry-out-execution';
import { type ExecutionPlan, planExecution, untoldExecutions } from './execution-plan';
import type { RedriveResult } from './redrive-result';
import { isOfMachine, type RedriveSelection } from './select-documents';

/** Input of selecting and redriving executions. */
export interface ExecutionsOfRedrive {
  readonly evidence: Evidence;
  readonly dryRun: boolean;
  /** Why the object of a dead letter was not found, by message id. */
  readonly absent: ReadonlyMap<string, string>;
}

/** The executions that work on no document and that a redrive is for; `ids` are ARNs or names of such. */
export function selectExecutions(
  account: Account,
  evidence: Evidence,
  { ids, error, state, machine }: RedriveSelection,
): readonly FailedOther[] {
  const nameless = evidence.letters.filter(({ documentId }) => documentId === undefined);
  const known = [...nameless.map(({ executionArn }) => executionArn), ...untoldExecutions(evidence)];
  const chosen =
    ids.length > 0 ? ids.map((id) => findExecution(evidence, id)).filter((arn) => arn !== undefined) : known;
  return [...new Set(chosen)]
    .map((executionArn) => ({
      executionArn,
      letters: nameless.filter((letter) => letter.executionArn === executionArn),
    }))
    .filter(({ letters }) => error === undefined || letters.some((letter) => letter.error === error))
    .filter(({ letters }) => state === undefined || letters.some((letter) => letter.state === state))
    .filter(({ executionArn }) => machine === undefined || isOfMachine(account.names, executionArn, machine));
}

/** Returns the execution with this ARN or name that does not process a document, or undefined. */
export function findExecution({ others, letters }: Evidence, id: string): string | undefined {
  const arns = [
    ...others.map(({ executionArn }) => executionArn),
    ...letters.filter(({ documentId }) => documentId === undefined).map(({ executionArn }) => executionArn),
  ];
  return arns.find((executionArn) => executionArn === id || executionReference(executionArn)?.name === id);
}

/** Redrives one of them; its failure does not stop the others. */
export async function redriveExecutionOf(
  account: Account,
  failed: FailedOther,
  options: ExecutionsOfRedrive,
): Promise<{ readonly result: RedriveResult; readonly done: readonly ReceivedDeadLetter[] }> {
  const plan = planOf(account, failed, options);
  const told: RedriveResult = {
    documentId: undefined,
    key: undefined,
    execution: failed.executionArn,
    action: plan.kind,
    ...('why' in plan ? { why: plan.why } : {}),
    ...('name' in plan ? { why: `as ${plan.name}` } : {}),
  };
  if (options.dryRun || plan.kind === 'leave' || plan.kind === 'refuse') return { result: told, done: [] };
  try {
    const carriedOut = await carryOutExecution(account, failed, plan);
    await removeDeadLetters(account, failed.letters);
    return { result: { ...told, ...carriedOut }, done: failed.letters };
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { result: { ...told, action: 'error', why }, done: [] };
  }
}

/** The document pipeline and the children of Map Runs cannot be started again without knowing for which object. */
function planOf(
  account: Account,
  { executionArn, letters }: FailedOther,
  { evidence, absent }: ExecutionsOfRedrive,
): ExecutionPlan {
  const { documentPipelineArn, machines } = account.names;
  const { machine, label } = executionReference(executionArn) ?? {};
  const worksOnDocuments = label !== undefined || documentPipelineArn.endsWith(`:${machine ?? ''}`);
  if (!worksOnDocuments) return planExecution(evidence, executionArn, { machines, letters });
  const why = letters.map(({ messageId }) => absent.get(messageId)).find((reason) => reason !== undefined);
  return { kind: 'refuse', why: why ?? withoutObject(account, executionArn) };
}

function withoutObject({ names }: Account, executionArn: string): string {
  const start = `aws stepfunctions start-execution --state-machine-arn ${names.documentPipelineAliasArn} --input '{"bucket":…,"key":…,"versionId":…}'`;
  return `the input of ${executionArn} does not name an object; if you know the object: ${start}`;
}
