import type {
  BranchingPhase,
  ChildPosition,
  ExecutionRecord,
  MapRunPosition,
  ScopePosition,
  StateVisit,
} from '../execution-record';

/**
 * Returns the record of an execution that is tried again from where it failed: RUNNING, its history to be continued,
 * its redrive counted, its retriers unused. What has succeeded in branches and iterations stays. A Fail state is
 * entered again. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export function redriveRecord(record: ExecutionRecord, now: number): ExecutionRecord {
  const { stopDate: _stop, error: _error, cause: _cause, output: _output, redrivePosition, ...kept } = record;
  return {
    ...kept,
    status: 'RUNNING',
    redriveCount: record.redriveCount + 1,
    redriveDate: now,
    position: redrivePosition === undefined ? undefined : againFrom(redrivePosition, now),
  };
}

/** A position as it is when it is tried again; without a visit the state is entered again. */
function againFrom({ visit, ...scope }: ScopePosition, now: number): ScopePosition {
  return visit === undefined ? scope : { ...scope, visit: visitAgain(visit, now) };
}

function visitAgain(visit: StateVisit, now: number): StateVisit {
  const { phase } = visit;
  const again: StateVisit = { ...visit, retrierCounts: [], retryCount: 0, phase: { kind: 'evaluating' } };
  if (phase.kind !== 'branching') return again;
  return {
    ...again,
    phase:
      phase.mapRun === undefined ? childrenAgain(phase, now) : { ...phase, mapRun: mapRunAgain(phase.mapRun, now) },
  };
}

function childrenAgain(phase: BranchingPhase, now: number): BranchingPhase {
  return { ...phase, children: phase.children.map((child) => childAgain(child, now)) };
}

function childAgain(child: ChildPosition, now: number): ChildPosition {
  if (child.kind === 'succeeded' || child.kind === 'beginning') return child;
  if (child.position === undefined) return { kind: 'beginning' };
  return { kind: 'running', position: againFrom(child.position, now) };
}

function mapRunAgain(mapRun: MapRunPosition, now: number): MapRunPosition {
  return { ...mapRun, redriveCount: mapRun.redriveCount + 1, redriveDate: now };
}
