import type { BranchingPhase, ChildPosition, ScopePosition, StateVisit, VisitPhase } from '../../execution-record';
import type { Branching, Child, ScopeRun, Visit } from './scope-run';

/**
 * Returns the scope's position as a JSON value. A Fail state never waits: if an execution ended in one, a redrive
 * enters it again.
 */
export function positionOf(run: ScopeRun): ScopePosition {
  const { state, input, ownVariables, lastEventId, visit } = run;
  const position = { stateName: state.name, input, variables: ownVariables, lastEventId };
  return visit === undefined || state.type === 'Fail' ? position : { ...position, visit: visitAsJson(visit) };
}

function visitAsJson({ enteredAt, enteredEventId, retrierCounts, retryCount, phase }: Visit): StateVisit {
  return {
    enteredAt,
    enteredEventId,
    retrierCounts: [...retrierCounts],
    retryCount,
    phase: phaseAsJson(phase),
  };
}

function phaseAsJson(phase: Visit['phase']): VisitPhase {
  if (phase.kind === 'branching') return branchingPhase(phase.branching);
  return phase.kind === 'mapRun' ? phase.mapRun.position() : phase;
}

function branchingPhase(branching: Branching): BranchingPhase {
  const { length, items, maxConcurrency, toleratedFailures } = branching;
  const children = branching.children.map(childPosition);
  return { kind: 'branching', children, length, items, maxConcurrency, toleratedFailures };
}

function childPosition(child: Child): ChildPosition {
  if (child.kind !== 'running') return child;
  return child.run.beginning === undefined
    ? { kind: 'running', position: positionOf(child.run) }
    : { kind: 'beginning' };
}
