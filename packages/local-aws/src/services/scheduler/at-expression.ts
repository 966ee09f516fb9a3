import { ServiceError } from '../service';

/**
 * Returns the time of a one-time schedule, in milliseconds since the epoch. Rejects by name what is not modelled: `rate()` and
 * `cron()`. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#one-time
 */
export function timeOfAt(expression: string): number {
  const [, text] = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression) ?? [];
  const time = text === undefined ? Number.NaN : Date.parse(`${text}Z`);
  if (!Number.isNaN(time)) return time;
  if (/^(rate|cron)\(/.test(expression))
    throw new ServiceError('NotModelledError', `schedules that recur are not modelled: ${expression}`, 501);
  throw new ServiceError(
    'ValidationException',
    `Invalid Schedule Expression ${expression}: at(yyyy-mm-ddThh:mm:ss) is due`,
  );
}
