import type { Json, StateMachineDefinition } from '@document-pipelines/asl/definition';
import {
  compileStateMachine,
  type ExecutionRecord,
  type RunningExecution,
  SimulatedClock,
  seededRandom,
  startExecution,
  type TaskCall,
} from '@document-pipelines/asl/interpreter';

/** Options of a run. */
export interface Run {
  readonly input?: Json;
  readonly clock?: SimulatedClock;
  readonly name?: string;
  /** Returns the result of a Task; default: its arguments. */
  answer?(call: TaskCall): Json | Promise<Json>;
}

/** Compiles a definition, and starts one execution of it in simulated time. Throws the compiler's errors. */
export function start(definition: StateMachineDefinition, run: Run = {}): RunningExecution {
  const { input = {}, clock = new SimulatedClock(), name = 'one', answer = (call) => call.arguments } = run;
  return startExecution({
    stateMachine: compileStateMachine(definition),
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:robust',
    stateMachineName: 'robust',
    roleArn: 'arn:aws:iam::123456789012:role/robust',
    name,
    executionArn: `arn:aws:states:us-east-1:123456789012:execution:robust:${name}`,
    input,
    type: 'STANDARD',
    clock,
    random: seededRandom(1),
    tasks: { call: async (call) => answer(call) },
  });
}

/** Runs one execution and returns its record. */
export function runDefinition(definition: StateMachineDefinition, run: Run = {}): Promise<ExecutionRecord> {
  return start(definition, run).result;
}

/** Returns a machine of one state. */
export function machineOf(state: object, queryLanguage: 'JSONPath' | 'JSONata' = 'JSONPath'): StateMachineDefinition {
  return {
    QueryLanguage: queryLanguage,
    StartAt: 'Only',
    States: { Only: { End: true, ...state } },
  } as unknown as StateMachineDefinition;
}
