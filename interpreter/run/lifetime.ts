import type { ExecutionRecord } from '../execution-record';
import { defaultTimeoutSeconds } from '../limits';
import type { ExecutionSurroundings } from '../running-execution';
import type { Execution } from './execution';

/** Ends an execution that lasts longer than it may; a redrive gives it its whole time again. */
export function watchLifetime(
  execution: Execution,
  { type, startDate, redriveDate }: ExecutionRecord,
  { stateMachine, clock }: ExecutionSurroundings,
): AbortController {
  const seconds = stateMachine.definition.TimeoutSeconds ?? defaultTimeoutSeconds[type];
  const left = Math.max(0, ((redriveDate ?? startDate) - clock.now()) / 1000 + seconds);
  const lifetime = new AbortController();
  clock.sleep(left, lifetime.signal).then(
    () => execution.isRunning && execution.end('TIMED_OUT', { error: 'States.Timeout' }, 0),
    () => undefined,
  );
  return lifetime;
}

/** Whether a record is being redriven and its history does not say so yet: it still ends with the execution's end. */
export function isUntold({ history, redriveDate }: ExecutionRecord): boolean {
  return redriveDate !== undefined && /^Execution(Failed|Aborted|TimedOut)$/.test(history.at(-1)?.type ?? '');
}
