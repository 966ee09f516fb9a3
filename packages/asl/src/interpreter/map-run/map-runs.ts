import { stateEventNames } from '../history/event-names';
import type { AtDistributedMap, ScopeRun } from '../run/scope/scope-run';
import type { MapRunStep } from '../states/step';
import { mapRunArn } from './child-names';
import { MapRun } from './map-run';
import type { MapRunExecution } from './map-run-execution';
import type { MapRunPlan } from './map-run-plan';
import type { MapRunRecord, RunningMapRun } from './map-run-record';

/** The Map Runs of an execution: those that ended in other processes, and those of this one. */
export class MapRuns {
  private readonly inProcess = new Map<string, RunningMapRun>();

  constructor(private readonly kept: readonly MapRunRecord[] = []) {}

  /** A Map Run has begun, or continues. */
  add(mapRun: RunningMapRun): void {
    this.inProcess.set(mapRun.mapRunArn, mapRun);
  }

  /** Returns all of them, for the execution's record; an empty object without any. */
  records(): { readonly mapRuns?: readonly MapRunRecord[] } {
    if (this.kept.length === 0 && this.inProcess.size === 0) return {};
    const kept = this.kept.filter((record) => !this.inProcess.has(record.mapRunArn));
    return { mapRuns: [...kept, ...[...this.inProcess.values()].map((mapRun) => mapRun.record())] };
  }
}

/** Records that a Distributed Map has begun: before its numbers are evaluated, as recorded on AWS. */
export function recordMapStarted({ history }: MapRunExecution, owner: ScopeRun, { items = [] }: MapRunStep): void {
  owner.lastEventId = history.add(stateEventNames.Map.started, owner.lastEventId, {
    mapStateStartedEventDetails: { length: items.length },
  });
}

/** Starts the Map Run of a Distributed Map. */
export function beginMapRun(
  execution: MapRunExecution,
  owner: AtDistributedMap,
  plan: MapRunPlan,
  { items }: MapRunStep,
): void {
  const { executionArn, stateMachineArn, stateMachineName } = execution.identity;
  const { label, type } = owner.state.distributed;
  const names = { executionArn, stateMachineArn, stateMachineName, label, type };
  const position = {
    mapRunArn: mapRunArn(names, execution.random.uuid()),
    startDate: execution.clock.now(),
    plan,
    items,
    redriveCount: 0,
  };
  const mapRun = new MapRun(execution, owner, position, true);
  owner.visit.phase = { kind: 'mapRun', mapRun };
  owner.lastEventId = execution.history.add('MapRunStarted', owner.lastEventId, {
    mapRunStartedEventDetails: { mapRunArn: mapRun.mapRunArn },
  });
  execution.afterSave(owner, () => mapRun.begin());
}

/** Records that a Map Run is tried again. */
export function recordMapRunRedriven(
  { history }: MapRunExecution,
  owner: ScopeRun,
  { mapRunArn: arn, redriveCount }: MapRunRecord,
): void {
  owner.lastEventId = history.add('MapRunRedriven', owner.lastEventId, {
    mapRunRedrivenEventDetails: { mapRunArn: arn, redriveCount },
  });
}
