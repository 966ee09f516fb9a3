import type { BranchingPhase, ChildPosition, ExecutionRecord, ScopePosition, StateVisit } from '../execution-record';
import { MapRun } from '../map-run/map-run';
import type { MapRunExecution } from '../map-run/map-run-execution';
import { recordMapRunRedriven } from '../map-run/map-runs';
import { goOnBranching, iteration, iterationOptions } from './branching';
import { atDistributedMap, atInlineMap, atParallel, atTask } from './scope/scope-at';
import {
  type Branching,
  type Child,
  createScopeRun,
  type Iterations,
  type MapItem,
  type ScopeOptions,
  type ScopeRun,
  stateOf,
  type Visit,
} from './scope/scope-run';
import { waitOn } from './state-runner';
import { call } from './task-runner';
import { isUntold } from './timing/lifetime';
import { bytesOfVariables } from './variable-limits';

/**
 * Returns the scope that a record describes, and the scopes inside it. Throws if it names a state that the definition
 * does not have.
 */
export function restore(execution: MapRunExecution, options: ScopeOptions, position: ScopePosition): ScopeRun {
  const { input, lastEventId, variables, stateName, visit } = position;
  const run = createScopeRun(options, { input, inputText: JSON.stringify(input), lastEventId });
  run.state = stateOf(options.scope, stateName);
  run.ownVariables = variables;
  for (const [name, bytes] of bytesOfVariables(variables)) run.variableBytes.set(name, bytes);
  run.variables = { ...run.variables, ...variables };
  if (visit !== undefined) restoreVisit(execution, run, visit);
  return run;
}

/** An execution that continues: while it restarts from where it failed, it is being redriven. */
export interface RestoredExecution extends MapRunExecution {
  isRedriving: boolean;
}

/** Continues from the record of an execution; a redrive is recorded first. */
export function setOut(execution: RestoredExecution, record: ExecutionRecord, root: ScopeRun): void {
  execution.isRedriving = isUntold(record);
  if (execution.isRedriving)
    root.lastEventId = execution.history.add('ExecutionRedriven', record.history.length, {
      executionRedrivenEventDetails: { redriveCount: record.redriveCount },
    });
  resumeScope(execution, root);
  execution.isRedriving = false;
}

/** Resumes a restored scope: timers for the remaining time, and calls that were in flight again. */
function resumeScope(execution: RestoredExecution, run: ScopeRun): void {
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
      call(execution, atTask(run));
      break;
    case 'branching':
      resumeBranching(execution, phase.branching);
      break;
    case 'mapRun':
      if (execution.isRedriving) recordMapRunRedriven(execution, run, phase.mapRun.record());
      phase.mapRun.begin();
      break;
    default:
      phase satisfies never;
  }
}

function resumeBranching(execution: RestoredExecution, branching: Branching): void {
  for (const child of branching.children) {
    if (child.kind === 'running') resumeScope(execution, child.run);
  }
  if (branching.items !== undefined || branching.running === 0)
    goOnBranching(execution, branching, branching.owner.lastEventId);
}

function restoreVisit(execution: MapRunExecution, run: ScopeRun, visit: StateVisit): void {
  const { phase } = visit;
  const taskToken = phase.kind === 'calling' ? phase.taskToken : undefined;
  const begun: Visit = {
    ...visit,
    retrierCounts: [...visit.retrierCounts],
    attempt: 0,
    taskToken,
    phase: phase.kind === 'branching' ? { kind: 'evaluating' } : phase,
  };
  run.visit = begun;
  // The scopes inside the state need the state that has been entered.
  if (phase.kind === 'branching') begun.phase = restorePhase(execution, run, phase);
}

function restorePhase(execution: MapRunExecution, owner: ScopeRun, phase: BranchingPhase): Visit['phase'] {
  const { mapRun } = phase;
  if (mapRun === undefined) return { kind: 'branching', branching: restoreBranching(execution, owner, phase) };
  return { kind: 'mapRun', mapRun: new MapRun(execution, atDistributedMap(owner), mapRun, false) };
}

function restoreBranching(execution: MapRunExecution, owner: ScopeRun, phase: BranchingPhase): Branching {
  const { items, length, maxConcurrency, toleratedFailures, children } = phase;
  const isCounted = (kind: ChildPosition['kind'][]) => children.filter((child) => kind.includes(child.kind)).length;
  const begun = {
    children: [],
    length,
    maxConcurrency,
    running: isCounted(['running', 'beginning']),
    failures: isCounted(['failed']),
  };
  const branching: Branching =
    items === undefined
      ? { ...begun, owner: atParallel(owner) }
      : { ...begun, owner: atInlineMap(owner), items, toleratedFailures };
  branching.children.push(...children.map((child, index) => restoreChild(execution, branching, { ...child, index })));
  return branching;
}

function restoreChild(
  execution: MapRunExecution,
  branching: Branching,
  { index, ...child }: ChildPosition & { readonly index: number },
): Child {
  if (child.kind === 'running')
    return { kind: 'running', run: restore(execution, childOptions(branching, index), child.position) };
  if (child.kind !== 'beginning') return child;
  if (branching.items === undefined) throw new Error('only iterations can be about to begin');
  return { kind: 'running', run: iteration(branching.owner, itemAt(branching, index), branching.owner.lastEventId) };
}

function childOptions(branching: Branching, index: number): ScopeOptions {
  if (branching.items !== undefined) return iterationOptions(branching.owner, itemAt(branching, index));
  const { state, mapItem, mapIndexes } = branching.owner;
  const scope = state.branches[index];
  if (scope === undefined) throw new Error(`\`${state.name}\` has no branch ${index} in the definition`);
  return { scope, parent: branching.owner, index, mapItem, mapIndexes };
}

function itemAt({ items }: Iterations, index: number): MapItem {
  const value = items[index];
  if (value === undefined) throw new Error(`the record has no item ${index} for the iteration that it holds`);
  return { index, value };
}
