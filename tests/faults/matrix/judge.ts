import { maxTextractCalls, type Scenario } from '../world/scenario';
import type { Combination } from './combinations';
import { type Fault, locationOfFault } from './fault';
import type { ScenarioOutcome } from './run-scenario';

/** Limits of the cost of a combination. */
export interface Bounds {
  /** Of a state with the most retriers: all its attempts together. */
  readonly attemptsOfOneState: number;
}

/** States that an execution enters at most on any path, without retries. */
const statesOnLongestPath = 30;

/** What a combination must satisfy in addition to the invariants of its document: where it ends, and what it costs. */
export function judgeCombination(
  { scenario, fault, extent }: Combination,
  { inspected, struck, generations }: Pick<ScenarioOutcome, 'inspected' | 'struck' | 'generations'>,
  { attemptsOfOneState }: Bounds,
): string[] {
  const violations: string[] = [];
  const { end, textractCalls, modelCalls, transitions, retries, executions, letters, repeatedLetters } = inspected;
  const location = locationOfFault(fault);
  const isHealed = extent !== 'for ever' || fault.on === 'duplicateEvent' || fault.on === 'lateEvent';
  if (fault.on !== 'nothing' && struck === 0)
    violations.push('the fault did not strike: the combination proves nothing');
  if (isHealed && end !== 'lost' && !scenario.ends.includes(end) && !mayDiffer(fault.on, end))
    violations.push(`nothing is wrong any more and it ended ${end}, not ${scenario.ends.join(' or ')}`);
  if (extent === 'once' && isTransient(fault) && !needsOperator(scenario) && generations + letters > 0)
    violations.push('one passing fault needed an operator: no retrier names its error');
  if (repeatedLetters > 0 && !mayRepeatLetters(fault)) violations.push(`${repeatedLetters} letters were sent again`);
  const isExtraction = ['ExtractText', 'extract-text'].includes(location);
  const maxCalls = maxTextractCalls(scenario, executions) + (isExtraction ? struck : 0);
  if (textractCalls > maxCalls) violations.push(`Textract was paid ${textractCalls} times`);
  if (modelCalls > (scenario.modelCalls ?? 3) * executions + 2 * struck)
    violations.push(`the model was called ${modelCalls} times`);
  const isWithoutError = ['nothing', 'notice', 'reminder', 'duplicateEvent', 'lateEvent', 'failureEvent'].includes(
    fault.on,
  );
  const isAwaitedInVain = fault.on === 'notice' && (fault.effect === 'lost' || fault.effect === 'afterTheEnd');
  if (isWithoutError && !isAwaitedInVain && scenario.trouble === undefined && retries > 0)
    violations.push(`nothing failed and a state was tried ${retries} times more: an answer went to nobody`);
  if (transitions > executions * (statesOnLongestPath + 2 * attemptsOfOneState))
    violations.push(`${transitions} state transitions in ${executions} executions`);
  return violations;
}

/** A malformed answer may be corrected by a person, who may reject it; other faults do not change where a document ends. */
function mayDiffer(on: string, end: string): boolean {
  return on === 'task' && end === 'rejected';
}

/** A dead letter is sent before it is recorded: a fault between the two, or at the failure rule, repeats it. */
function mayRepeatLetters(fault: Fault): boolean {
  if (/DeadLetter$|^record-failed-execution$/.test(locationOfFault(fault))) return true;
  return fault.on === 'task' && fault.effect.kind === 'abort' && fault.effect.moment === 'after';
}

/** Whether a document of this scenario always needs an operator. */
function needsOperator({ trouble, ends }: Scenario): boolean {
  return trouble !== undefined || ends.includes('failed');
}

/** Errors that do not depend on the request: a retry may succeed. */
const transient =
  /Thrott|SlowDown|LimitExceeded|ProvisionedThroughput|TooManyRequests|InternalServer|InternalError|ServiceUnavailable|ServiceException|SdkClient|Timedout|TimeoutError/;

/** Whether a fault that struck once must be handled without an operator. */
export function isTransient(fault: Fault): boolean {
  if (fault.on !== 'task' && fault.on !== 'call') return false;
  if (fault.on === 'call' && fault.functionName === 'review-decision') return false;
  // A person who does not answer is asked at most twice: this is the second time.
  if (fault.on === 'task' && fault.stateName.startsWith('Escalate') && fault.effect.kind === 'silence') return false;
  // A document whose batch stopped waiting for it is not awaited any more.
  if (fault.on === 'task' && fault.stateName === 'ProcessDocument' && fault.effect.kind === 'silence') return false;
  const { effect } = fault;
  if (effect.kind === 'error') return transient.test(effect.error);
  return effect.kind === 'crash' || effect.kind === 'silence' || effect.kind === 'sentTwice' || effect.kind === 'body';
}
