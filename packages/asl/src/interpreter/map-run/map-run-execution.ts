import type { CompiledStateMachine } from '../compile/compiled-state-machine';
import type { ExecutionRecord } from '../execution-record';
import type { ScopeExecution } from '../run/scope-execution';
import type { ExecutionDependencies, RunningExecution } from '../running-execution';
import type { RunningMapRun } from './map-run-record';

/** An execution as its Map Runs use it. */
export interface MapRunExecution extends ScopeExecution {
  readonly dependencies: Pick<ExecutionDependencies, 'mapObjects' | 'children'>;
  /** Keeps the Map Run's record with its own. */
  readonly mapRuns: { add(mapRun: RunningMapRun): void };
  /** Starts, or continues, a child execution of a Distributed Map. */
  child(record: ExecutionRecord, stateMachine: CompiledStateMachine, index: number): RunningExecution;
}
