import type { Json } from '../../language/definition';
import { stateEventNames } from '../history/event-names';
import type { MapStep } from '../states/step';
import type { Failure } from './failure';
import { positionOf } from './scope/scope-position';
import {
  type AtInlineMap,
  type AtParallel,
  type Branches,
  type Branching,
  type ChildRun,
  createScopeRun,
  type Iterations,
  type MapItem,
  noLongerWanted,
  processLeaves,
  type ScopeOptions,
  type ScopeRun,
} from './scope/scope-run';
import type { ScopeExecution } from './scope-execution';

/** Starts the branches of a Parallel. */
export function beginParallel(execution: ScopeExecution, owner: AtParallel, input: Json): void {
  const { branches } = owner.state;
  owner.lastEventId = execution.history.add(stateEventNames.Parallel.started, owner.lastEventId);
  const branching: Branches = {
    owner,
    children: [],
    length: branches.length,
    maxConcurrency: branches.length,
    running: 0,
    failures: 0,
  };
  owner.visit.phase = { kind: 'branching', branching };
  const inputText = input === owner.input ? owner.inputText : JSON.stringify(input);
  for (const [index, scope] of branches.entries()) {
    const { mapItem, mapIndexes, lastEventId } = owner;
    const run = createScopeRun({ scope, parent: owner, index, mapItem, mapIndexes }, { input, inputText, lastEventId });
    branching.children.push({ kind: 'running', run });
    branching.running++;
    execution.enqueue(run);
  }
}

/** Starts the iterations of a Map, as many as may run at once. */
export function beginMap(execution: ScopeExecution, owner: AtInlineMap, step: MapStep): void {
  const { items, maxConcurrency, toleratedFailures } = step;
  owner.lastEventId = execution.history.add(stateEventNames.Map.started, owner.lastEventId, {
    mapStateStartedEventDetails: { length: items.length },
  });
  const branching: Iterations = {
    owner,
    children: [],
    length: items.length,
    items,
    maxConcurrency,
    toleratedFailures,
    running: 0,
    failures: 0,
  };
  owner.visit.phase = { kind: 'branching', branching };
  goOnBranching(execution, branching, owner.lastEventId);
}

/** Starts iterations while some are left and places are free; completes the state when all have ended. */
export function goOnBranching(execution: ScopeExecution, branching: Branching, previousEventId: number): void {
  if (branching.items !== undefined) beginIterations(execution, branching, previousEventId);
  if (branching.running === 0) complete(execution, branching);
}

function beginIterations(execution: ScopeExecution, branching: Iterations, previousEventId: number): void {
  const { owner, items, children, maxConcurrency, running } = branching;
  const begun = children.length;
  for (const [offset, value] of items.slice(begun, begun + Math.max(0, maxConcurrency - running)).entries()) {
    const run = iteration(owner, { index: begun + offset, value }, previousEventId);
    children.push({ kind: 'running', run });
    branching.running++;
    run.lastEventId = execution.history.add('MapIterationStarted', previousEventId, {
      mapIterationStartedEventDetails: { name: owner.state.name, index: run.index },
    });
    execution.enqueue(run);
  }
}

/** An iteration whose input is the item until its ItemSelector has been evaluated. */
export function iteration(owner: AtInlineMap, item: MapItem, lastEventId: number): ScopeRun {
  const run = createScopeRun(iterationOptions(owner, item), { input: item.value, inputText: '', lastEventId });
  run.beginning = { owner, item };
  return run;
}

/** Where an iteration hangs. */
export function iterationOptions(owner: AtInlineMap, mapItem: MapItem): ScopeOptions {
  const { state, mapIndexes } = owner;
  const { index } = mapItem;
  return { scope: state.itemProcessor, parent: owner, index, mapItem, mapIndexes: [...mapIndexes, index] };
}

/** A branch or an iteration has ended well. */
export function succeedChild(execution: ScopeExecution, child: ChildRun, output: Json): void {
  const { parent: owner } = child;
  const branching = branchingOf(owner);
  const { index, lastEventId } = child;
  owner.lastEventId =
    branching.items === undefined ? lastEventId : tellIteration(execution, owner, child, 'MapIterationSucceeded');
  branching.children[index] = { kind: 'succeeded', output, lastEventId };
  branching.running--;
  goOnBranching(execution, branching, lastEventId);
}

/** A branch or an iteration has failed: the others are aborted, unless the failure is tolerated. */
export function failChild(execution: ScopeExecution, child: ChildRun, failure: Failure): void {
  const { parent: owner } = child;
  const branching = branchingOf(owner);
  const { index, lastEventId } = child;
  if (branching.items !== undefined) tellIteration(execution, owner, child, 'MapIterationFailed');
  const { error = '', cause } = failure;
  branching.children[index] = { kind: 'failed', error, cause, lastEventId, position: positionOf(child) };
  branching.running--;
  branching.failures++;
  owner.lastEventId = lastEventId;
  const { toleratedFailures = 0 } = branching;
  if (branching.failures <= toleratedFailures) {
    goOnBranching(execution, branching, lastEventId);
  } else {
    abortChildren(execution, branching);
    execution.failed(owner, toleratedFailures === 0 ? failure : thresholdExceeded);
  }
}

const thresholdExceeded: Failure = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

/** Ends everything that runs inside a state, and records it in the history. */
export function abortChildren(execution: ScopeExecution, branching: Branching): void {
  for (const child of branching.children) {
    if (child.kind === 'running') abortScope(execution, child.run);
  }
}

/** Stops timers and calls of a scope and of all scopes inside it, without events: the execution has ended. */
export function cancelScope({ visit }: ScopeRun): void {
  visit?.cancel?.abort(noLongerWanted);
  if (visit?.phase.kind === 'mapRun') visit.phase.mapRun.abort();
  else forEachRunning(visit, cancelScope);
}

/** The same when the process exits: the child executions of Distributed Maps stay RUNNING. */
export function abandonScope({ visit }: ScopeRun): void {
  visit?.cancel?.abort(processLeaves);
  if (visit?.phase.kind === 'mapRun') visit.phase.mapRun.abandon();
  else forEachRunning(visit, abandonScope);
}

function forEachRunning(visit: ScopeRun['visit'], work: (run: ScopeRun) => void): void {
  if (visit?.phase.kind !== 'branching') return;
  for (const child of visit.phase.branching.children) {
    if (child.kind === 'running') work(child.run);
  }
}

function abortScope(execution: ScopeExecution, run: ScopeRun): void {
  if (run.hasEnded) return;
  const { visit } = run;
  execution.endAttempt(run);
  run.hasEnded = true;
  if (visit?.phase.kind === 'branching') abortChildren(execution, visit.phase.branching);
  if (visit?.phase.kind === 'mapRun') {
    visit.phase.mapRun.abort();
    run.lastEventId = execution.history.add('MapRunAborted', run.lastEventId);
  }
  if (visit !== undefined)
    run.lastEventId = execution.history.add(stateEventNames[run.state.type].aborted, run.lastEventId);
  if (run.parent?.state.type === 'Map') tellIteration(execution, run.parent, run, 'MapIterationAborted');
}

const iterationDetails = {
  MapIterationSucceeded: 'mapIterationSucceededEventDetails',
  MapIterationFailed: 'mapIterationFailedEventDetails',
  MapIterationAborted: 'mapIterationAbortedEventDetails',
} as const;

function tellIteration(
  execution: ScopeExecution,
  owner: ScopeRun,
  child: ScopeRun,
  type: keyof typeof iterationDetails,
): number {
  return execution.history.add(type, child.lastEventId, {
    [iterationDetails[type]]: { name: owner.state.name, index: child.index },
  });
}

function complete(execution: ScopeExecution, branching: Branching): void {
  const { owner } = branching;
  execution.history.add(stateEventNames[owner.state.type].succeeded, owner.lastEventId);
  const outputs = branching.children.flatMap((child) => (child.kind === 'succeeded' ? [child.output] : []));
  execution.completed(owner, outputs);
}

/** Returns what runs inside a state. Throws if the state has no branches or iterations. */
export function branchingOf(owner: ScopeRun): Branching {
  const phase = owner.visit?.phase;
  if (phase?.kind !== 'branching') throw new Error(`\`${owner.state.name}\` has no branches to end`);
  return phase.branching;
}
