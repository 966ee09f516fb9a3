import { createHash } from 'node:crypto';
import type { Evidence } from '../evidence/evidence';
import type { ListedExecution, OtherExecution } from '../evidence/other-executions';
import { executionReference } from '../execution-reference';

/** An execution's name may have 80 characters; so many are left for the number of a redrive. */
const mostCharacters = 74;

/** Returns the name of the execution that replaces another: `<original>-r<n>`, and `-r<n+1>` if that one is itself a redrive. */
export function successorName(name: string): string {
  const { original, redrives } = nameParts(name);
  const short = original.length <= mostCharacters ? original : `${original.slice(0, 65)}-${digestOf(original)}`;
  return `${short}-r${redrives + 1}`;
}

/** Returns the execution that was started in place of another, in any status; undefined without one. */
export function successorOf({ others }: Pick<Evidence, 'others'>, executionArn: string): OtherExecution | undefined {
  const reference = executionReference(executionArn);
  if (reference === undefined || reference.label !== undefined) return undefined;
  const name = successorName(reference.name);
  return others.find((other) => other.machine.name === reference.machine && other.name === name);
}

/** Returns an execution that does not process a document, by its ARN; undefined if Step Functions no longer has it. */
export function otherExecution({ others }: Pick<Evidence, 'others'>, executionArn: string): OtherExecution | undefined {
  return others.find((other) => other.executionArn === executionArn);
}

/** Whether an execution ended without success. */
export function hasEndedBadly({ status }: Pick<ListedExecution, 'status'>): boolean {
  return status === 'FAILED' || status === 'TIMED_OUT' || status === 'ABORTED';
}

function nameParts(name: string): { readonly original: string; readonly redrives: number } {
  const [, original, redrives] = /^(.+)-r(\d+)$/.exec(name) ?? [];
  return original === undefined ? { original: name, redrives: 0 } : { original, redrives: Number(redrives) };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
