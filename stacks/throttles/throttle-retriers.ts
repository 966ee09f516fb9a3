import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { type ThrottleBackoff, throttleMaxAttempts } from './throttle-attempts';

/**
 * Returns the `MaxAttempts` with which each retrier of a definition that has the placeholder there outlasts the
 * backlog: the largest that any of them needs. Throws a UserError for such a retrier without FULL jitter or a cap,
 * whose retries would be in step.
 */
export function maxAttemptsOfThrottles(definition: Json, placeholder: string, backlogSeconds: number): number {
  const retriers = objectsIn(definition).filter((object) => object['MaxAttempts'] === `\${${placeholder}}`);
  return Math.max(1, ...retriers.map((retrier) => throttleMaxAttempts(backoffOf(retrier, backlogSeconds))));
}

function backoffOf(retrier: JsonObject, backlogSeconds: number): ThrottleBackoff {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds, JitterStrategy, ErrorEquals = [] } = retrier;
  if (typeof MaxDelaySeconds !== 'number' || JitterStrategy !== 'FULL') {
    throw new UserError(`the retrier of ${JSON.stringify(ErrorEquals)} needs MaxDelaySeconds and JitterStrategy FULL`);
  }
  return {
    backlogSeconds,
    intervalSeconds: Number(IntervalSeconds),
    backoffRate: Number(BackoffRate),
    maxDelaySeconds: MaxDelaySeconds,
  };
}

function objectsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => objectsIn(item));
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}
