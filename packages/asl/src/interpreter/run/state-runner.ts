import type { Json, JsonObject } from '../../language/definition';
import { StatesError } from '../../language/expressions';
import { stateEventNames } from '../history/event-names';
import { notTruncated } from '../history/history';
import type { HistoryEventDetails } from '../history-event';
import { isOverPayloadLimit } from '../limits';
import type { MapRunExecution } from '../map-run/map-run-execution';
import type { MapRunPlan } from '../map-run/map-run-plan';
import { beginMapRun, recordMapStarted } from '../map-run/map-runs';
import type { ExitStep, MapRunStep, Step } from '../states/step';
import { abortChildren, beginMap, beginParallel, branchingOf, failChild, succeedChild } from './branching';
import { errorOutputOf, type Failure, failureOfEvaluation } from './failure';
import { decideRetrial, matchesError } from './retry';
import { atDistributedMap, atInlineMap, atParallel, atTask, atWait } from './scope/scope-at';
import {
  type AtCompletable,
  type AtDistributedMap,
  isChild,
  type ScopeRun,
  stateOf,
  timedOut,
  type Visit,
} from './scope/scope-run';
import { beginCall } from './task-runner';
import type { VariableTexts } from './variable-limits';

/** The decision of an evaluation; `isFinal`: it was a catcher's own, whose errors are not caught. */
type Decision =
  | Step
  | { readonly kind: 'begin'; readonly input: Json }
  | { readonly kind: 'planned'; readonly owner: AtDistributedMap; readonly plan: MapRunPlan; readonly step: MapRunStep }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly location?: string; readonly isFinal: boolean };

/** Runs a scope until it has to wait for something or has ended. */
export function runScope(execution: MapRunExecution, run: ScopeRun): void {
  let goesOn = true;
  while (goesOn && !run.hasEnded && execution.isRunning) {
    goesOn = !execution.yields(run) && !execution.holds(run) && take(execution, run, start(execution, run));
    if (goesOn && execution.isKept) {
      execution.afterSave(run, () => execution.enqueue(run));
      goesOn = false;
    }
  }
}

function start(execution: MapRunExecution, run: ScopeRun): Decision {
  const { beginning } = run;
  if (beginning === undefined) return enter(execution, run);
  const { owner, item } = beginning;
  return evaluate(owner, false, () => ({
    kind: 'begin',
    input: owner.state.itemInput(execution.viewOf(owner, item), item.value),
  }));
}

/** The result of a state has arrived: the state is completed, and its scope continues. */
export function completeVisit(execution: MapRunExecution, run: AtCompletable, result: Json): void {
  execution.endAttempt(run);
  goOn(
    execution,
    run,
    evaluate(run, false, () => run.state.complete(execution.viewOf(run), result)),
  );
}

/** A state has failed by something other than its own evaluation. */
export function failVisit(execution: MapRunExecution, run: ScopeRun, failure: Failure): void {
  goOn(execution, run, { kind: 'failed', failure, isFinal: false });
}

function goOn(execution: MapRunExecution, run: ScopeRun, decision: Decision): void {
  if (!take(execution, run, decision)) return;
  if (execution.isKept) execution.afterSave(run, () => execution.enqueue(run));
  else execution.enqueue(run);
}

function enter(execution: MapRunExecution, run: ScopeRun): Decision {
  const { state } = run;
  run.visit ??= openVisit(execution, run);
  if (state.type === 'Task' && state.task.showsToken) run.visit.taskToken = execution.tokens.create(execution.random);
  return evaluate(run, false, () => state.enter(execution.viewOf(run)));
}

function openVisit(execution: MapRunExecution, run: ScopeRun): Visit {
  const { state, inputText, lastEventId } = run;
  execution.statesEntered++;
  const enteredEventId = execution.history.add(stateEventNames[state.type].entered, lastEventId, {
    stateEnteredEventDetails: { name: state.name, input: inputText, inputDetails: notTruncated },
  });
  run.lastEventId = enteredEventId;
  const enteredAt = execution.clock.now();
  return { enteredAt, enteredEventId, retrierCounts: [], retryCount: 0, attempt: 0, phase: { kind: 'evaluating' } };
}

/** Evaluates, and converts an error to a decision. */
function evaluate(run: ScopeRun, isFinal: boolean, work: () => Decision): Decision {
  try {
    return work();
  } catch (thrown) {
    const failure = failureOfEvaluation(thrown, run.state.name, run.visit?.enteredEventId ?? 0);
    const location = thrown instanceof StatesError ? thrown.location : undefined;
    return { kind: 'failed', failure, location: location ?? '', isFinal };
  }
}

/** Carries out a decision. Returns true if the scope has a next state to enter at once. */
function take(execution: MapRunExecution, run: ScopeRun, decision: Decision): boolean {
  switch (decision.kind) {
    case 'begin':
      return begin(execution, run, decision.input);
    case 'exit':
      return leave(execution, run, decision);
    case 'fail':
      failScope(execution, run, decision);
      return false;
    case 'failed':
      return retryOrCatch(execution, run, decision);
    case 'wait':
      atWait(run).visit.phase = { kind: 'waiting', until: decision.until };
      execution.afterSave(run, () => waitOn(execution, run));
      return false;
    case 'call':
      beginCall(execution, atTask(run), decision);
      return false;
    case 'parallel':
      beginParallel(execution, atParallel(run), decision.input);
      return false;
    case 'map':
      beginMap(execution, atInlineMap(run), decision);
      return false;
    case 'mapRun':
      recordMapStarted(execution, run, decision);
      return take(execution, run, planMapRun(execution, atDistributedMap(run), decision));
    case 'planned':
      beginMapRun(execution, decision.owner, decision.plan, decision.step);
      return false;
    default:
      return decision satisfies never;
  }
}

function planMapRun(execution: MapRunExecution, owner: AtDistributedMap, step: MapRunStep): Decision {
  return evaluate(owner, false, () => {
    const plan = owner.state.distributed.plan(execution.viewOf(owner), step);
    return { kind: 'planned', owner, plan, step };
  });
}

function begin(_execution: MapRunExecution, run: ScopeRun, input: Json): boolean {
  run.input = input;
  run.inputText = JSON.stringify(input);
  run.beginning = undefined;
  return true;
}

function leave(execution: MapRunExecution, run: ScopeRun, { output, assigned, next }: ExitStep): boolean {
  const { state } = run;
  const text = output === run.input ? run.inputText : JSON.stringify(output);
  if (isOverPayloadLimit(text))
    return retryOrCatch(execution, run, { kind: 'failed', failure: tooLarge(state.name), isFinal: true });
  const variables = assigned === undefined ? undefined : textsOf(assigned);
  const overLimit = variables && execution.variableLimits.assign(run, variables);
  if (overLimit !== undefined)
    return retryOrCatch(execution, run, { kind: 'failed', failure: overLimit, isFinal: true });
  run.lastEventId = execution.history.add(stateEventNames[state.type].exited, run.lastEventId, {
    stateExitedEventDetails: exitedDetails(state.name, text, variables),
  });
  if (assigned !== undefined) {
    run.ownVariables = { ...run.ownVariables, ...assigned };
    run.variables = run.parent === undefined ? run.ownVariables : { ...run.variables, ...assigned };
  }
  run.visit = undefined;
  if (next === undefined) return endScope(execution, run, output);
  run.state = stateOf(run.scope, next);
  run.input = output;
  run.inputText = text;
  return true;
}

function exitedDetails(
  name: string,
  output: string,
  assignedVariables: VariableTexts | undefined,
): HistoryEventDetails['stateExitedEventDetails'] {
  if (assignedVariables === undefined) return { name, output, outputDetails: notTruncated };
  return { name, output, outputDetails: notTruncated, assignedVariables, assignedVariablesDetails: notTruncated };
}

function textsOf(assigned: JsonObject): VariableTexts {
  // fromEntries, so that a variable called __proto__ is one like any other.
  return Object.fromEntries(Object.keys(assigned).map((name) => [name, JSON.stringify(assigned[name])]));
}

function endScope(execution: MapRunExecution, run: ScopeRun, output: Json): false {
  run.hasEnded = true;
  if (isChild(run)) {
    succeedChild(execution, run, output);
    execution.saveAlong();
  } else {
    execution.succeed(output);
  }
  return false;
}

/** Retry, else Catch, else the scope fails. */
function retryOrCatch(
  execution: MapRunExecution,
  run: ScopeRun,
  decision: Extract<Decision, { kind: 'failed' }>,
): boolean {
  const { failure, location, isFinal } = decision;
  // An iteration that could not begin is its Map's failure.
  if (run.beginning !== undefined) {
    const { owner } = run.beginning;
    abortChildren(execution, branchingOf(owner));
    failVisit(execution, owner, failure);
    return false;
  }
  execution.endAttempt(run, failure.error === 'States.Timeout' ? timedOut : undefined);
  if (location !== undefined && failure.error === 'States.QueryEvaluationError')
    tellEvaluation(execution, run, failure, location);
  if (isFinal) {
    failScope(execution, run, failure);
    return false;
  }
  if (retry(execution, run, failure)) return false;
  const { type } = run.state;
  if ((type === 'Map' || type === 'Parallel') && failure.error !== 'States.Runtime')
    run.lastEventId = execution.history.add(stateEventNames[type].failed, run.lastEventId);
  return catchOrFail(execution, run, failure);
}

function tellEvaluation(execution: MapRunExecution, run: ScopeRun, { error, cause }: Failure, location: string): void {
  run.lastEventId = execution.history.add('EvaluationFailed', run.lastEventId, {
    evaluationFailedEventDetails: {
      error,
      cause,
      ...(location === '' ? undefined : { location }),
      state: run.state.name,
    },
  });
}

function retry(execution: MapRunExecution, run: ScopeRun, failure: Failure): boolean {
  const { visit } = run;
  if (visit === undefined) return false;
  const retrial = decideRetrial(run.state.retriers, visit.retrierCounts, failure, execution.random);
  if (retrial === undefined) return false;
  const { retrierIndex, seconds } = retrial;
  for (let index = visit.retrierCounts.length; index <= retrierIndex; index++) visit.retrierCounts.push(0);
  visit.retrierCounts[retrierIndex]!++;
  visit.retryCount++;
  execution.retries++;
  visit.phase = { kind: 'pausingBeforeRetry', until: execution.clock.now() + seconds * 1000 };
  execution.afterSave(run, () => waitOn(execution, run));
  return true;
}

/** Waits until the moment that the visit's phase names: the end of a Wait, or of the pause before a retry. */
export function waitOn(execution: MapRunExecution, run: ScopeRun): void {
  const phase = run.visit?.phase;
  if (phase?.kind !== 'waiting' && phase?.kind !== 'pausingBeforeRetry') return;
  execution.at(phase.until, run, () => {
    if (phase.kind === 'waiting') return completeVisit(execution, atWait(run), run.input);
    execution.endAttempt(run);
    execution.enqueue(run);
  });
}

function catchOrFail(execution: MapRunExecution, run: ScopeRun, failure: Failure): boolean {
  const catcher = run.state.catchers.find(({ errorEquals }) => matchesError(errorEquals, failure));
  if (catcher === undefined) {
    failScope(execution, run, failure);
    return false;
  }
  return take(
    execution,
    run,
    evaluate(run, true, () => catcher.exit(execution.viewOf(run), errorOutputOf(failure))),
  );
}

function failScope(execution: MapRunExecution, run: ScopeRun, failure: Failure): void {
  const { type } = run.state;
  // A Task that fails its branch of a Parallel has two events: as failed, and as aborted like the branches next to it.
  if (type === 'Task' && run.parent?.state.type === 'Parallel')
    run.lastEventId = execution.history.add(stateEventNames.Task.aborted, run.lastEventId);
  run.hasEnded = true;
  if (isChild(run)) failChild(execution, run, failure);
  else execution.fail(failure, run.lastEventId);
}

function tooLarge(name: string): Failure {
  return {
    error: 'States.DataLimitExceeded',
    cause: `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    isTerminal: true,
  };
}
