import type { JsonObject } from '@document-pipelines/asl/definition';
import type { ExecutionRecord } from '@document-pipelines/asl/interpreter';
import type { TaskEffect } from '../world/fault-plan';
import type { FunctionUnderFault } from '../world/functions/functions';
import type { ServiceTask } from '../world/services/service-tasks';
import type { MachineWorld } from './machine-world';

/** One request to a machine, and its faults: a path through its definition. */
export interface MachineScenario {
  readonly name: string;
  readonly input: JsonObject;
  /** The allowed outcomes once the fault is over; `failed`: a dead letter is left. */
  readonly ends: readonly string[];
  /** What always fails in the first execution, so that the states that handle a failed request are reached. */
  readonly trouble?: { readonly stateName: string; readonly effect: TaskEffect };
  /** Tasks and functions that are put under fault here although an earlier scenario reaches them too. */
  readonly alsoUnderFault?: readonly string[];
}

/** Dependencies of a machine in one world, created for each run. */
export interface MachineDependencies {
  /** The functions' real work by their names, besides the one of the failure rule. */
  readonly functions: Readonly<Record<string, FunctionUnderFault>>;
  /** Native integrations of its own, by `service:operation`. */
  readonly services?: Readonly<Record<string, ServiceTask>>;
  /** Called for every message to a topic. */
  readonly onMessage?: (topicArn: string, message: string) => void;
  /** Returns the violations in the raw stores, at the end. */
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
  /** Synchronous: the caller receives the failure and still has the request; a dead letter is not needed. */
  readonly isSynchronous?: boolean;
  /** Tasks whose timeout fails at once, without a retry. */
  readonly buriesSilenceOf?: readonly string[];
  /** The definition with every placeholder filled in. */
  definition(throttleMaxAttempts?: number): JsonObject;
  /** Together they must reach every Task. */
  readonly scenarios: readonly Scenario[];
  dependencies(world: MachineWorld, scenario: Scenario): MachineDependencies;
}
