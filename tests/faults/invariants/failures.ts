import type { KnownExecution } from '../world/services/executions';
import type { Evidence } from './places';

/** What dead letters say of failures. */
export interface ToldFailures {
  readonly violations: readonly string[];
  /** Letters beyond the one that each failure is owed. */
  readonly repeatedLetters: number;
}

/**
 * One failure, one letter: of the execution that failed. The child of a batch whose document had an execution of its own by then is owed none,
 * that execution is. Where no letter could be sent, the event that nobody could handle stands for it.
 */
export function toldFailures({ executions, letters }: Pick<Evidence, 'executions' | 'letters'>): ToldFailures {
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

/** A start that is under way when its child is stopped: the net, which is called up to three times, may find its execution or not. */
const netMilliseconds = 300_000;

/** When the execution of its document began that a child of a Map has started, which has its input; for others, never. */
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
