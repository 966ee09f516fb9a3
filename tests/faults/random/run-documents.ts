import { type CompiledStateMachine, seededRandom } from '@document-pipelines/asl/interpreter';
import { inspectDocuments } from '../invariants/inspect-document';
import type { InspectedDocument } from '../invariants/inspected-document';
import { uploadedDocument } from '../matrix/run-scenario';
import { troubleOf } from '../matrix/single-fault';
import { compiledMachines } from '../pipelines/compiled-machines';
import type { Pipeline } from '../pipelines/pipeline';
import { eitherPlan } from '../world/fault-plan';
import { batchAnswers } from '../world/people/batches';
import { actOnDeadLetters } from '../world/people/operator';
import { seatReviewers } from '../world/people/reviewers';
import type { Sabotage } from '../world/sabotage';
import { maxTextractCalls } from '../world/scenario';
import { World } from '../world/world';
import { randomFaults } from './random-faults';

/** Number of documents and seed of a run. */
export interface DocumentsOptions {
  readonly pipeline: Pipeline;
  readonly documents: number;
  readonly seed: number;
  /** Of a fault, for each Task, invocation and event; default 0.05. */
  readonly probability?: number;
  readonly sabotage?: Sabotage;
}

/** A document of the run, its scenario, and the number of its faults. */
export interface RunDocument extends InspectedDocument {
  readonly scenario: string;
  readonly struck: number;
}

/** Number of concurrent documents; the next ones use a world of their own, so that memory stays small. */
const documentsOfWorld = 250;

/** They arrive within so many seconds. */
const arrivalSeconds = 600;

/** How often an operator acts on the dead letters. */
const operatorRounds = 3;

/** Runs documents concurrently while faults strike at random. The same seed repeats the same run. */
export async function runDocuments(options: DocumentsOptions): Promise<RunDocument[]> {
  const { pipeline, sabotage } = options;
  const stateMachines = compiledMachines(pipeline, undefined, sabotage?.spoilDefinition);
  const inspected: RunDocument[] = [];
  for (let first = 0; first < options.documents; first += documentsOfWorld) {
    const count = Math.min(documentsOfWorld, options.documents - first);
    inspected.push(...(await runWorld(options, stateMachines, { first, count })));
  }
  return inspected;
}

async function runWorld(
  { pipeline, seed, probability = 0.05, sabotage }: DocumentsOptions,
  stateMachines: Readonly<Record<string, CompiledStateMachine>>,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<RunDocument[]> {
  const random = seededRandom(seed * 1_000_003 + first);
  const faults = randomFaults(pipeline, random, probability);
  const world = new World({
    pipeline,
    stateMachines,
    seed: seed + first,
    planOf: (made) => eitherPlan(troubleOf(made), faults.plan),
    latencySeconds: 0.5,
    batchAnswer: batchAnswers[Math.floor(random.next() * batchAnswers.length)]!,
    ...(sabotage !== undefined && { sabotage }),
  });
  seatReviewers(world);
  const scenarios = pipeline.scenarios.filter(({ lookAfterSeconds }) => lookAfterSeconds === undefined);
  const documents = Array.from({ length: count }, (_, index) => {
    const scenario = scenarios[Math.floor(random.next() * scenarios.length)]!;
    return uploadedDocument({ ...scenario, key: scenario.key.replace('/', `/${first + index}-`) }, 'v1');
  });
  const { size } = pipeline.batches ?? { size: 1 };
  for (let start = 0; start < count; start += size) {
    const together = documents.slice(start, start + size);
    for (const document of together) world.upload(document);
    world.beside(async () => {
      await world.clock.sleep(random.next() * arrivalSeconds);
      world.deliver(...together);
      if (random.next() < probability) world.deliver(...together);
    });
  }
  await world.quiet();
  for (let round = 0; round < operatorRounds; round += 1) {
    if ((await actOnDeadLetters(world)) === 0) break;
    await world.quiet();
  }
  return inspectDocuments(world).map((document) =>
    judged(world, document, faults.struck.get(document.documentId) ?? 0),
  );
}

/** Adds what the document may cost, given the faults that it met. */
function judged(world: World, document: InspectedDocument, struck: number): RunDocument {
  const { textractCalls, modelCalls, executions, stopped, repeatedLetters, violations } = document;
  const { scenario } = world.documentOf(document.documentId);
  const dear = [
    ...(textractCalls > maxTextractCalls(scenario, executions) + struck
      ? [`Textract was paid ${textractCalls} times for ${struck} faults`]
      : []),
    ...(modelCalls > (scenario.modelCalls ?? 3) * executions + 2 * struck
      ? [`the model was called ${modelCalls} times`]
      : []),
  ];
  const repeated =
    repeatedLetters > struck + stopped
      ? [`${repeatedLetters} letters were sent again for ${struck} faults and ${stopped} stops`]
      : [];
  return { ...document, violations: [...violations, ...dear, ...repeated], scenario: scenario.name, struck };
}
