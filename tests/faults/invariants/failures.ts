import type { KnownExecution } from '../world/services/executions';
import type { Evidence } from './places';

/** How failures are reported in dead letters. */
export interface PublishedFailures {
  readonly violations: readonly string[];
  /** Dead letters in addition to the one for each failure. */
  readonly repeatedLetters: number;
}

/**
 * Each failed execution has one dead letter. The child of a batch has none if its document already had an execution of its own; that
 * execution has it. If the dead letter could not be sent, the event that could not be handled replaces it.
 */
export function publishedFailures({
  executions,
  letters,
}: Pick<Evidence, 'executions' | 'letters'>): PublishedFailures {
  const told = executions.map(([arn, execution]) => {
    const startedAt = startOfItsDocument(arn, execution, executions);
    const most = execution.badEnds.filter((endedAt) => endedAt < startedAt).length;
    const least = execution.badEnds.filter((endedAt) => endedAt + netMilliseconds < startedAt).length;
    const sent = letters.filter(({ executionArn }) => executionArn === arn).length;
    const isUndelivered = letters.some(({ requestPayload: event }) => JSON.stringify(event)?.includes(arn) === true);
    return { arn, most, sent, isMissing: least > 0 && sent === 0 && !isUndelivered };
  });
  return {
    violations: told.flatMap(({ arn, most, sent, isMissing }) => [
      ...(isMissing ? [`no letter tells of the failure of ${nameOf(arn)}`] : []),
      ...(most === 0 && sent > 0 ? [`a second letter tells of a failure: that of ${nameOf(arn)}`] : []),
    ]),
    repeatedLetters: told.reduce((sum, { most, sent }) => sum + (most === 0 ? 0 : Math.max(0, sent - most)), 0),
  };
}

/**
 * A start that is in progress when its child is stopped: the failure rule's function, which is called up to three times, may find its
 * execution or not.
 */
const netMilliseconds = 300_000;

/** When the document's execution began that a child of a Map has started, which has the same input; infinity for others. */
function startOfItsDocument(arn: string, { input }: KnownExecution, executions: Evidence['executions']): number {
  if (!isChildOfMap(arn)) return Number.POSITIVE_INFINITY;
  const given = JSON.stringify(input);
  const starts = executions
    .filter(([other, execution]) => !isChildOfMap(other) && JSON.stringify(execution.input) === given)
    .map(([, { running }]) => running.record().startDate);
  return Math.min(...starts, Number.POSITIVE_INFINITY);
}

function isChildOfMap(arn: string): boolean {
  return arn.split(':')[6]?.includes('/') === true;
}

function nameOf(arn: string): string {
  return arn.split(':').slice(6).join(':');
}
