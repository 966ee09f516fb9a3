import type { JsonObject } from '@document-pipelines/asl/definition';
import { maxAttemptsOfThrottles } from '../../../stacks/throttles/throttle-retriers';
import { filledDefinition as filledByCases, type PlaceholderValues } from '../../definitions/filled-definition';

const backlogSeconds = 7_200;

/**
 * Returns a definition of definitions/ with every placeholder filled in. Uses the values of its cases, overridden by `values`.
 * `ThrottleMaxAttempts` has the attempts that outlast two hours, or fewer for a fast matrix.
 */
export function filledDefinition(name: string, values: PlaceholderValues, throttleMaxAttempts?: number): JsonObject {
  const definition = filledByCases(name, (parsed) => {
    const attempts = throttleMaxAttempts ?? maxAttemptsOfThrottles(parsed.value, 'ThrottleMaxAttempts', backlogSeconds);
    const isNamed = parsed.placeholders.some(({ name: placeholder }) => placeholder === 'ThrottleMaxAttempts');
    return { ...values, ...(isNamed ? { ThrottleMaxAttempts: attempts } : {}) };
  });
  return definition as unknown as JsonObject;
}
