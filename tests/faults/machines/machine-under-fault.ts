import type { JsonObject } from '../../../asl/definition';
import type { ExecutionRecord } from '../../../interpreter';
import type { TaskEffect } from '../world/fault-plan';
import type { FunctionUnderFault } from '../world/functions/functions';
import type { ServiceTask } from '../world/services/service-tasks';
import type { MachineWorld } from './machine-world';

/** One request to a machine, and what it meets: a way through its definition. */
export interface MachineScenario {
  readonly name: string;
  readonly input: JsonObject;
  /** The outcomes it may come to once nothing is wrong any more; `failed`: a dead letter is left. */
  readonly ends: readonly string[];
  /** What goes wrong in the first execution whatever else does: so that the states that bury a request are reached. */
  readonly trouble?: { readonly stateName: string; readonly effect: TaskEffect };
  /** Tasks and functions that are put under fault here although an earlier scenario reaches them too. */
  readonly alsoUnderFault?: readonly string[];
}

/** What surrounds a machine in one world: made anew for each run. */
export interface MachineSurroundings {
  /** The functions' real work by their names, besides the one of the net. */
  readonly functions: Readonly<Record<string, FunctionUnderFault>>;
  /** Native integrations of its own, by `service:operation`. */
  readonly services?: Readonly<Record<string, ServiceTask>>;
  /** Told of every message to a topic. */
  readonly onMessage?: (topicArn: string, message: string) => void;
  /** What the raw stores say against what was done, once everything is over. */
  violations(run: EndedRun): readonly string[];
  /** What was done twice although it may be done once only. */
  duplicates(run: EndedRun): readonly string[];
}

/** A run that is over. */
export interface EndedRun {
  /** Outcome of the last execution, `failed`, or `lost`. */
  readonly end: string;
  /** Of all executions of the machine itself, in the order of their starts. */
  readonly records: readonly ExecutionRecord[];
  readonly struck: number;
}

/** A state machine whose executions are requests of their own, not documents of the ledger. */
export interface MachineUnderFault<Scenario extends MachineScenario = MachineScenario> {
  /** Name of its definition's file and of its state machine. */
  readonly name: string;
  /** Synchronous: whoever calls is told of a failure and holds the request still; no dead letter is due. */
  readonly isSynchronous?: boolean;
  /** Tasks whose silence is meant to be buried at once, not tried again. */
  readonly buriesSilenceOf?: readonly string[];
  /** The definition with every placeholder filled in. */
  definition(throttleMaxAttempts?: number): JsonObject;
  /** Together they must reach every Task. */
  readonly scenarios: readonly Scenario[];
  surroundings(world: MachineWorld, scenario: Scenario): MachineSurroundings;
}
