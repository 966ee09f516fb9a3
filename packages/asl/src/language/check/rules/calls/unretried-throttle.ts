import { type ErrorList, errorListOf, plainError } from '../../calls/error-lists';
import { serviceCallsOf } from '../../calls/service-calls';
import type { CheckedState } from '../../checked-state';
import type { Rule } from '../../rule';
import { retriersOf } from '../../sense/handlers';
import { countOf, namesOf } from '../../sense/summary';
import { isOpen } from '../../values';

/**
 * A Task retries errors of a service, and not those by which the service asks to slow down. One finding for the whole definition.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html
 */
export const unretriedThrottle: Rule = {
  id: 'unretried-throttle',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'cleanDefinition',
  *check(definition) {
    const found = serviceCallsOf(definition).flatMap((checked) => {
      const { part, state } = checked;
      const list = part === 'Task' ? errorListOf(checked) : undefined;
      if (list === undefined || list.throttles.length === 0 || takesThrottles(state, list)) return [];
      return [{ name: state.name, path: state.path, throttle: `${list.prefix}.${list.throttles.at(-1)}` }];
    });
    const [first] = found;
    if (first === undefined) return;
    const what = countOf(found, 'Task has', 'Tasks have');
    const message = `${what} retriers, and none for the throttles of the service: ${namesOf(found)}`;
    const help = `add a retrier, as for \`${first.throttle}\`, with its own attempts and \`JitterStrategy: FULL\``;
    yield { message, path: [...first.path, 'Retry'], at: 'key', isWhole: false, help };
  },
};

/**
 * Whether a retrier takes one of the throttles. If none takes an error of the service or of Step Functions, the author retries errors of their
 * own alone.
 */
function takesThrottles(state: CheckedState, { prefix, throttles }: ErrorList): boolean {
  const names = retriersOf(state).flatMap(({ errors }) => errors.map(({ name }) => name));
  const wanted = throttles.map(plainError);
  const isTaken = (name: string) =>
    isOpen(name) ||
    name === 'States.ALL' ||
    name === 'States.TaskFailed' ||
    (name.startsWith(`${prefix}.`) && throttle.test(name)) ||
    wanted.includes(plainError(name.slice(name.indexOf('.') + 1)));
  return !names.some((name) => name.startsWith(`${prefix}.`) || name.startsWith('States.')) || names.some(isTaken);
}

/** Not every API lists its throttles, and some have several names. */
const throttle = /Throttl|TooManyRequests|LimitExceeded|ProvisionedThroughputExceeded|SlowDown|RateExceeded/;
