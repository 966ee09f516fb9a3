import type { MachineNames } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import type { Evidence } from '../evidence/evidence';
import { executionReference } from '../execution-reference';
import { hasEndedBadly, otherExecution, successorName, successorOf } from './successor';

/** Starts an execution of the same state machine with the same input. */
export interface StartExecutionPlan {
  readonly kind: 'start-execution';
  readonly machine: MachineNames;
  readonly name: string;
}

/** What a redrive does with an execution that does not process a document. */
export type ExecutionPlan =
  | StartExecutionPlan
  /** No catcher matched: AWS can redrive the execution from the failed state. */
  | { readonly kind: 'redrive-execution'; readonly otherwise: StartExecutionPlan }
  | { readonly kind: 'drop-letters'; readonly why: string }
  | { readonly kind: 'leave'; readonly why: string }
  | { readonly kind: 'refuse'; readonly why: string };

/** Decides what a redrive does with an execution that does not process a document, from the evidence alone. */
export function planExecution(
  evidence: Pick<Evidence, 'others' | 'redrivenAt'>,
  executionArn: string,
  {
    machines,
    letters,
  }: { readonly machines: readonly MachineNames[]; readonly letters: readonly ReceivedDeadLetter[] },
): ExecutionPlan {
  const reference = executionReference(executionArn);
  const machine = machines.find(({ name }) => name === reference?.machine);
  if (reference === undefined || machine === undefined)
    return {
      kind: 'refuse',
      why: `the dead letter does not name an execution of a state machine in this environment: ${executionArn}`,
    };
  const overtaken = overtakenAll(evidence, executionArn, letters);
  if (overtaken !== undefined) return { kind: letters.length === 0 ? 'leave' : 'drop-letters', why: overtaken };
  const start: StartExecutionPlan = { kind: 'start-execution', machine, name: successorName(reference.name) };
  const status = otherExecution(evidence, executionArn)?.status;
  if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { kind: 'leave', why: 'it runs' };
  return status === 'TIMED_OUT' || status === 'ABORTED' ? { kind: 'redrive-execution', otherwise: start } : start;
}

function overtakenAll(
  evidence: Pick<Evidence, 'others' | 'redrivenAt'>,
  executionArn: string,
  letters: readonly ReceivedDeadLetter[],
): string | undefined {
  if (letters.length === 0) return executionOvertakenBy(evidence, executionArn);
  const reasons = letters.map(({ sentAt }) => executionOvertakenBy(evidence, executionArn, sentAt));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Returns why a failed execution needs no redrive any more; undefined if it does. */
export function executionOvertakenBy(
  evidence: Pick<Evidence, 'others' | 'redrivenAt'>,
  executionArn: string,
  sentAt?: string,
): string | undefined {
  const successor = successorOf(evidence, executionArn);
  if (successor !== undefined) return `${successor.name} has replaced it and is ${successor.status}`;
  const execution = otherExecution(evidence, executionArn);
  if (execution?.status === 'SUCCEEDED') return 'it has been redriven and has succeeded';
  const redriven = evidence.redrivenAt.get(executionArn);
  const isRedrivenSince = redriven !== undefined && (sentAt === undefined || Date.parse(sentAt) <= redriven);
  return execution?.status === 'RUNNING' && isRedrivenSince ? 'it has been redriven and runs' : undefined;
}

/** Returns failed executions that do not process a document and have neither a dead letter nor an execution that replaces them. */
export function untoldExecutions(evidence: Pick<Evidence, 'others' | 'redrivenAt' | 'letters'>): readonly string[] {
  return evidence.others
    .filter((execution) => hasEndedBadly(execution))
    .map(({ executionArn }) => executionArn)
    .filter((executionArn) => evidence.letters.every((letter) => letter.executionArn !== executionArn))
    .filter((executionArn) => executionOvertakenBy(evidence, executionArn) === undefined);
}
