import type { BranchingPhase, ChildPosition, ExecutionRecord, ScopePosition, StateVisit } from '../execution-record';
import { MapRun } from '../map-run/map-run';
import { tellMapRunRedriven } from '../map-run/map-runs';
import { goOnBranching, iteration } from './branching';
import type { Execution } from './execution';
import type { Branching, Child } from './scope-run';
import { createScopeRun, type MapItem, type ScopePlace, type ScopeRun, stateOf, type Visit } from './scope-run';
import { waitOn } from './state-runner';
import { call } from './task-runner';
import { isUntold } from './timing/lifetime';
import { bytesOfVariables } from './variable-limits';

/** The scope that a record describes, and the scopes inside it. Throws when it names a state that the definition lacks. */
export function restore(execution: Execution, place: ScopePlace, position: ScopePosition): ScopeRun {
  const { input, lastEventId, variables, stateName, visit } = position;
  const run = createScopeRun(place, { input, inputText: JSON.stringify(input), lastEventId });
  run.state = stateOf(place.scope, stateName);
  run.ownVariables = variables;
  for (const [name, bytes] of bytesOfVariables(variables)) run.variableBytes.set(name, bytes);
  run.variables = { ...run.variables, ...variables };
  if (visit !== undefined) run.visit = restoreVisit(execution, run, visit);
  return run;
}

/** Goes on where the record of an execution stands; a redrive is told first. */
export function setOut(execution: Execution, record: ExecutionRecord, root: ScopeRun): void {
  execution.isRedriving = isUntold(record);
  if (execution.isRedriving)
    root.lastEventId = execution.history.add('ExecutionRedriven', record.history.length, {
      executionRedrivenEventDetails: { redriveCount: record.redriveCount },
    });
  resumeScope(execution, root);
  execution.isRedriving = false;
}

/** Sets a restored scope going: timers for what is left, calls that were in flight once more. */
function resumeScope(execution: Execution, run: ScopeRun): void {
  const phase = run.visit?.phase;
  switch (phase?.kind) {
    case undefined:
    case 'evaluating':
      execution.enqueue(run);
      break;
    case 'waiting':
    case 'pausingBeforeRetry':
      waitOn(execution, run);
      break;
    case 'calling':
      call(execution, run);
      break;
    case 'branching':
      resumeBranching(execution, run, phase.branching);
      break;
    case 'mapRun':
      if (execution.isRedriving) tellMapRunRedriven(execution, run, phase.mapRun.record());
      phase.mapRun.begin();
      break;
    default:
      phase satisfies never;
  }
}

function resumeBranching(execution: Execution, run: ScopeRun, branching: Branching): void {
  for (const child of branching.children) {
    if (child.kind === 'running') resumeScope(execution, child.run);
  }
  if (branching.items !== undefined || branching.running === 0)
    goOnBranching(execution, run, branching, run.lastEventId);
}

function restoreVisit(execution: Execution, owner: ScopeRun, visit: StateVisit): Visit {
  const { phase } = visit;
  const taskToken = phase.kind === 'calling' ? phase.taskToken : undefined;
  const restored = { ...visit, retrierCounts: [...visit.retrierCounts], attempt: 0, taskToken };
  return { ...restored, phase: phase.kind === 'branching' ? restorePhase(execution, owner, phase) : phase };
}

function restorePhase(execution: Execution, owner: ScopeRun, phase: BranchingPhase): Visit['phase'] {
  if (phase.mapRun !== undefined) return { kind: 'mapRun', mapRun: new MapRun(execution, owner, phase.mapRun, false) };
  return { kind: 'branching', branching: restoreBranching(execution, owner, phase) };
}

function restoreBranching(execution: Execution, owner: ScopeRun, phase: BranchingPhase): Branching {
  const { items, length, maxConcurrency, toleratedFailures, children } = phase;
  const isCounted = (kind: ChildPosition['kind'][]) => children.filter((child) => kind.includes(child.kind)).length;
  const branching: Branching = {
    children: [],
    length,
    items,
    maxConcurrency,
    toleratedFailures,
    running: isCounted(['running', 'beginning']),
    failures: isCounted(['failed']),
  };
  branching.children.push(
    ...children.map((child, index) => restoreChild(execution, owner, branching, { ...child, index })),
  );
  return branching;
}

function restoreChild(
  execution: Execution,
  owner: ScopeRun,
  branching: Branching,
  { index, ...child }: ChildPosition & { readonly index: number },
): Child {
  if (child.kind === 'beginning')
    return { kind: 'running', run: iteration(owner, branching, index, owner.lastEventId) };
  if (child.kind !== 'running') return child;
  return { kind: 'running', run: restore(execution, childPlace(owner, branching, index), child.position) };
}

function childPlace(owner: ScopeRun, { items }: Branching, index: number): ScopePlace {
  const scopes = owner.state.scopes ?? [];
  const { mapItem, mapIndexes } = owner;
  if (items === undefined) return { scope: scopes[index]!, parent: owner, index, mapItem, mapIndexes };
  const item: MapItem = { index, value: items[index]! };
  return { scope: scopes[0]!, parent: owner, index, mapItem: item, mapIndexes: [...mapIndexes, index] };
}
