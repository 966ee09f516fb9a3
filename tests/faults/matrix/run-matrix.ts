import type { JsonObject } from '@document-pipelines/asl/definition';
import type { CompiledStateMachine } from '@document-pipelines/asl/interpreter';
import type { InspectedDocument } from '../invariants/inspected-document';
import { type Change, compiledMachines } from '../pipelines/compiled-machines';
import { definitionsOf, type Pipeline } from '../pipelines/pipeline';
import type { Sabotage } from '../world/sabotage';
import { type Combination, combinationsOf } from './combinations';
import { type Fault, locationOfFault, nameOfFault } from './fault';
import { judgeCombination } from './judge';
import { hastySeconds, runScenario } from './run-scenario';
import { tasksOf } from './task-effects';

/** One combination with its end. */
export interface MatrixEntry extends Omit<InspectedDocument, 'documentId' | 'end'> {
  /** A final state of a document, the outcome of a request, or `lost`. */
  readonly end: string;
  readonly pipeline: string;
  readonly scenario: string;
  readonly location: string;
  readonly fault: string;
  readonly extent: string;
  /** How often the fault struck. */
  readonly struck: number;
}

/** Options of a matrix. */
export interface MatrixOptions {
  readonly pipeline: Pipeline;
  readonly sabotage?: Sabotage;
  /** Used instead of the attempts that outlast two hours of throttling; fewer make the matrix faster. */
  readonly throttleMaxAttempts?: number;
  /** Default: all that `combinationsOf` finds. */
  readonly combinations?: readonly Combination[];
}

/** Runs the combinations of a pipeline one after the other, each in a world of its own. */
export async function runMatrix(options: MatrixOptions): Promise<MatrixEntry[]> {
  const { pipeline, sabotage, throttleMaxAttempts } = options;
  const machinesUnder = machinesOf(options);
  const combinations = options.combinations ?? (await combinationsOf(pipeline, throttleMaxAttempts));
  const bounds = { attemptsOfOneState: attemptsOfOneState(definitionsOf(pipeline, throttleMaxAttempts)) };
  const entries: MatrixEntry[] = [];
  for (const [index, combination] of combinations.entries()) {
    const { scenario, fault, extent } = combination;
    const outcome = await runScenario({
      pipeline,
      stateMachines: machinesUnder(fault),
      scenario,
      fault,
      extent,
      seed: index + 1,
      ...(sabotage !== undefined && { sabotage }),
    });
    const { documentId: _one, violations, ...inspected } = outcome.inspected;
    entries.push({
      pipeline: pipeline.name,
      scenario: scenario.name,
      location: locationOfFault(fault),
      fault: nameOfFault(fault),
      extent,
      ...inspected,
      struck: outcome.struck,
      violations: [...violations, ...judgeCombination(combination, outcome, bounds)],
    });
  }
  return entries;
}

type Machines = Readonly<Record<string, CompiledStateMachine>>;

/** Returns the machines with the changes of a sabotage and of some faults: a short timeout, or a low tolerance. */
function machinesOf({ pipeline, sabotage, throttleMaxAttempts }: MatrixOptions): (fault: Fault) => Machines {
  const definitions = Object.entries(definitionsOf(pipeline, throttleMaxAttempts));
  const compiled = new Map<string, Machines>();
  const machines = (kind: string, change: Change): Machines => {
    const spoiled: Change = (definition, name) => change(sabotage?.spoilDefinition?.(definition) ?? definition, name);
    const made = compiled.get(kind) ?? compiledMachines(pipeline, throttleMaxAttempts, spoiled);
    compiled.set(kind, made);
    return made;
  };
  return (fault) => {
    if (fault.on === 'toleranceExceeded') return machines(fault.on, withLittleTolerance);
    if (fault.on !== 'executionTimeout') return machines('', (definition) => definition);
    const isHasty = (definition: JsonObject): boolean => tasksOf(definition).has(fault.stateName);
    const owner = definitions.find(([, each]) => isHasty(each))?.[0];
    return machines(`${owner} in a hurry`, (definition, name) =>
      name === owner ? { ...definition, TimeoutSeconds: hastySeconds } : definition,
    );
  };
}

/** Two children at a time, and one failure is too many. */
function withLittleTolerance(definition: JsonObject): JsonObject {
  const states = Object.entries(definition['States'] as Record<string, JsonObject>).map(([name, state]) => [
    name,
    'ToleratedFailurePercentage' in state ? { ...state, ToleratedFailurePercentage: 20, MaxConcurrency: 3 } : state,
  ]);
  return { ...definition, States: Object.fromEntries(states) as JsonObject };
}

/** Returns the highest number of attempts of a state by all its retriers, in any of these definitions. */
export function attemptsOfOneState(definitions: JsonObject): number {
  const sums = [...JSON.stringify(definitions).matchAll(/"Retry":(\[.*?\}\])/g)].map(([, text = '[]']) =>
    (JSON.parse(text) as { MaxAttempts?: number }[]).reduce((sum, { MaxAttempts = 3 }) => sum + MaxAttempts, 1),
  );
  return Math.max(1, ...sums);
}
