import type { BranchingPhase, ChildPosition, ScopePosition, StateVisit } from '../execution-record';
import { goOnBranching, iteration } from './branching';
import type { Branching, Child } from './branching-state';
import type { Execution } from './execution';
import { createScopeRun, type MapItem, type ScopePlace, type ScopeRun, stateOf, type Visit } from './scope-run';
import { waitOn } from './state-runner';
import { call } from './task-runner';

/** The scope that a record describes, and the scopes inside it. Throws when it names a state that the definition lacks. */
export function restore(place: ScopePlace, position: ScopePosition): ScopeRun {
  const { input, lastEventId, variables, stateName, visit } = position;
  const run = createScopeRun(place, { input, inputText: JSON.stringify(input), lastEventId });
  run.state = stateOf(place.scope, stateName);
  run.ownVariables = variables;
  run.variables = { ...run.variables, ...variables };
  if (visit !== undefined) run.visit = restoreVisit(run, visit);
  return run;
}

/** Sets a restored scope going: timers for what is left, calls that were in flight once more. */
export function resumeScope(execution: Execution, run: ScopeRun): void {
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

function restoreVisit(owner: ScopeRun, visit: StateVisit): Visit {
  const { phase } = visit;
  const taskToken = phase.kind === 'calling' ? phase.taskToken : undefined;
  const restored = { ...visit, retrierCounts: [...visit.retrierCounts], attempt: 0, taskToken };
  return {
    ...restored,
    phase: phase.kind === 'branching' ? { kind: 'branching', branching: restoreBranching(owner, phase) } : phase,
  };
}

function restoreBranching(owner: ScopeRun, phase: BranchingPhase): Branching {
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
  branching.children.push(...children.map((child, index) => restoreChild(owner, branching, child, index)));
  return branching;
}

function restoreChild(owner: ScopeRun, branching: Branching, child: ChildPosition, index: number): Child {
  if (child.kind === 'beginning')
    return { kind: 'running', run: iteration(owner, branching, index, owner.lastEventId) };
  if (child.kind !== 'running') return child;
  return { kind: 'running', run: restore(childPlace(owner, branching, index), child.position) };
}

function childPlace(owner: ScopeRun, { items }: Branching, index: number): ScopePlace {
  const scopes = owner.state.scopes ?? [];
  const { mapItem, mapIndexes } = owner;
  if (items === undefined) return { scope: scopes[index]!, parent: owner, index, mapItem, mapIndexes };
  const item: MapItem = { index, value: items[index]! };
  return { scope: scopes[0]!, parent: owner, index, mapItem: item, mapIndexes: [...mapIndexes, index] };
}
