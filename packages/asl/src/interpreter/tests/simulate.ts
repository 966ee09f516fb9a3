import type { Json, StateMachineDefinition } from '../../language/definition';
import {
  type ChildExecutions,
  compileStateMachine,
  type ExecutionRecord,
  type ExecutionStore,
  type MapObjects,
  type RunningExecution,
  redriveExecution,
  resumeExecution,
  SimulatedClock,
  seededRandom,
  startExecution,
  type TaskCall,
} from '../index';

/** What a test may set; the rest is the same for all. */
export interface Simulation {
  readonly input?: Json;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly clock?: SimulatedClock;
  readonly seed?: number;
  readonly store?: ExecutionStore;
  readonly mapObjects?: MapObjects;
  readonly children?: ChildExecutions;
  readonly task?: (call: TaskCall, signal: AbortSignal) => Json | Promise<Json>;
}

/** The moment at which simulated executions start. */
export const start = Date.UTC(2026, 0, 1);

/** Starts a definition in simulated time. */
export function simulate(definition: object, simulation: Simulation = {}): RunningExecution {
  return startExecution({
    ...dependencies(definition, simulation),
    stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine',
    stateMachineName: 'machine',
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    name: 'first',
    executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:machine:first',
    input: simulation.input ?? {},
    type: simulation.type ?? 'STANDARD',
  });
}

/** Continues a record, after a conversion to JSON text and back, as another process would. */
export function simulateResumption(
  definition: object,
  record: ExecutionRecord,
  simulation: Simulation = {},
): RunningExecution {
  return resumeExecution(JSON.parse(JSON.stringify(record)) as ExecutionRecord, dependencies(definition, simulation));
}

/** Redrives a record, after a conversion to JSON text and back. */
export function simulateRedrive(
  definition: object,
  record: ExecutionRecord,
  simulation: Simulation = {},
): RunningExecution {
  return redriveExecution(JSON.parse(JSON.stringify(record)) as ExecutionRecord, dependencies(definition, simulation));
}

/** Runs a definition to its end. */
export function outcome(definition: object, simulation: Simulation = {}): Promise<ExecutionRecord> {
  return simulate(definition, simulation).result;
}

/** The types of a record's events, in order. */
export function eventTypes({ history }: ExecutionRecord): string[] {
  return history.map(({ type }) => type);
}

/** A machine of one state that ends. */
export function machineOf(state: object, more: object = {}): object {
  return { StartAt: 'Only', States: { Only: { ...state, End: true } }, ...more };
}

function dependencies(definition: object, simulation: Simulation) {
  const { clock = new SimulatedClock(start), seed = 1, store, task, mapObjects, children } = simulation;
  return {
    mapObjects,
    children,
    stateMachine: compileStateMachine(definition as StateMachineDefinition),
    clock,
    random: seededRandom(seed),
    store,
    tasks: {
      call: async (call: TaskCall, signal: AbortSignal) => {
        if (task === undefined) throw new Error(`no task was expected, ${call.stateName} called one`);
        return task(call, signal);
      },
    },
  };
}
