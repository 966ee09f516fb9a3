import type { JsonObject } from '../../../asl/definition';
import type { InspectedDocument } from '../invariants/inspected-document';
import { compiledMachines } from '../pipelines/compiled-machines';
import type { Pipeline } from '../pipelines/pipeline';
import type { Sabotage } from '../world/sabotage';
import { type Combination, combinationsOf } from './combinations';
import { nameOfFault, placeOfFault } from './fault';
import { judgeCombination } from './judge';
import { hastySeconds, runScenario } from './run-scenario';

/** One combination with its end. */
export interface MatrixEntry extends Omit<InspectedDocument, 'documentId' | 'end'> {
  /** A final place of a document, the outcome of a request, or `lost`. */
  readonly end: string;
  readonly pipeline: string;
  readonly scenario: string;
  readonly place: string;
  readonly fault: string;
  readonly extent: string;
  /** How often the fault struck. */
  readonly struck: number;
}

/** How a matrix is run. */
export interface MatrixOptions {
  readonly pipeline: Pipeline;
  readonly sabotage?: Sabotage;
  /** Stands for the attempts that outlast two hours of throttling; fewer make a quicker matrix. */
  readonly throttleMaxAttempts?: number;
  /** Default: all that `combinationsOf` finds. */
  readonly combinations?: readonly Combination[];
}

/** Runs the combinations of a pipeline one after the other, each in a world of its own. */
export async function runMatrix(options: MatrixOptions): Promise<MatrixEntry[]> {
  const { pipeline, sabotage, throttleMaxAttempts } = options;
  const definition = pipeline.definition(throttleMaxAttempts);
  const spoiled = sabotage?.spoilDefinition?.(definition) ?? definition;
  const patient = compiledMachines(pipeline, spoiled, throttleMaxAttempts);
  const hasty = compiledMachines(pipeline, { ...spoiled, TimeoutSeconds: hastySeconds }, throttleMaxAttempts);
  const combinations = options.combinations ?? (await combinationsOf(pipeline, throttleMaxAttempts));
  const bounds = { attemptsOfOneState: attemptsOfOneState(definition) };
  const entries: MatrixEntry[] = [];
  for (const [index, combination] of combinations.entries()) {
    const { scenario, fault, extent } = combination;
    const outcome = await runScenario({
      pipeline,
      stateMachines: fault.on === 'executionTimeout' ? hasty : patient,
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
      place: placeOfFault(fault),
      fault: nameOfFault(fault),
      extent,
      ...inspected,
      struck: outcome.struck,
      violations: [...violations, ...judgeCombination(combination, outcome, bounds)],
    });
  }
  return entries;
}

/** The most attempts that any state's retriers give together. */
export function attemptsOfOneState(definition: JsonObject): number {
  const sums = [...JSON.stringify(definition).matchAll(/"Retry":(\[.*?\}\])/g)].map(([, text = '[]']) =>
    (JSON.parse(text) as { MaxAttempts?: number }[]).reduce((sum, { MaxAttempts = 3 }) => sum + MaxAttempts, 1),
  );
  return Math.max(1, ...sums);
}
