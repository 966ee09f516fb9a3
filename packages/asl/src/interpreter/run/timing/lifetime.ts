import type { ExecutionRecord } from '../../execution-record';
import { defaultTimeoutSeconds } from '../../limits';
import type { ExecutionDependencies } from '../../running-execution';
import type { Failure } from '../failure';
import type { Alarm } from './alarms';

/** An execution whose time is limited. */
interface Ends {
  readonly isRunning: boolean;
  end(status: 'TIMED_OUT', failure: Failure, previousEventId: number): void;
}

/** Ends an execution at its timeout; after a redrive the time starts from 0 again. */
export function lifetimeAlarm(
  execution: Ends,
  { type, startDate, redriveDate }: ExecutionRecord,
  { stateMachine }: ExecutionDependencies,
): Alarm {
  const seconds = stateMachine.definition.TimeoutSeconds ?? defaultTimeoutSeconds[type];
  return {
    at: (redriveDate ?? startDate) + seconds * 1000,
    isWanted: () => execution.isRunning,
    ring: () => execution.end('TIMED_OUT', { error: 'States.Timeout' }, 0),
  };
}

/**
 * Whether a record is being redriven and its history does not have the event so far: it still ends with the execution's
 * end.
 */
export function isUntold({ history, redriveDate }: ExecutionRecord): boolean {
  return redriveDate !== undefined && /^Execution(Failed|Aborted|TimedOut)$/.test(history.at(-1)?.type ?? '');
}
