import { createHash } from 'node:crypto';
import type { CompiledStateMachine } from '../../../interpreter';
import { inspectDocuments } from '../invariants/inspect-document';
import type { InspectedDocument } from '../invariants/inspected-document';
import type { Pipeline } from '../pipelines/pipeline';
import { eitherPlan } from '../world/fault-plan';
import { names } from '../world/names';
import { actOnDeadLetters, actOnGaps } from '../world/people/operator';
import { seatReviewers } from '../world/people/reviewers';
import type { Sabotage } from '../world/sabotage';
import type { Scenario, UploadedDocument } from '../world/scenario';
import { World } from '../world/world';
import type { Extent, Fault } from './fault';
import { type SingleFault, singleFault, troubleOf } from './single-fault';

/** TimeoutSeconds of an execution that is to time out: less than any Task has. */
export const hastySeconds = 10;

/** What a scenario runs in. */
export interface ScenarioRun {
  readonly pipeline: Pipeline;
  readonly stateMachines: Readonly<Record<string, CompiledStateMachine>>;
  readonly scenario: Scenario;
  readonly fault: Fault;
  readonly extent: Extent;
  readonly seed: number;
  readonly sabotage?: Sabotage;
}

/** What became of the document, and how often the fault struck. */
export interface ScenarioOutcome {
  readonly inspected: InspectedDocument;
  readonly struck: number;
  /** How often an operator acted on its letters. */
  readonly generations: number;
  readonly world: World;
}

/** How often an operator acts on what is dead; a fault for ever outlasts it. */
const maxGenerations = 2;

/** How long it takes until an operator looks, in seconds. */
const operatorAfterSeconds = 3_600;

/** Runs one document through one scenario with one fault, until nothing is under way, and looks into the stores. */
export async function runScenario(run: ScenarioRun): Promise<ScenarioOutcome> {
  const { pipeline, stateMachines, scenario, fault, extent, seed, sabotage } = run;
  let single: SingleFault | undefined;
  const world = new World({
    pipeline,
    stateMachines,
    seed,
    ...(sabotage !== undefined && { sabotage }),
    planOf: (made) => {
      single = singleFault(fault, extent, made);
      return eitherPlan(single.plan, troubleOf(made));
    },
  });
  seatReviewers(world);
  const document = uploadedDocument(scenario, 'v1');
  world.upload(document);
  world.deliver(document);
  if (scenario.lookAfterSeconds !== undefined) {
    await world.clock.sleep(scenario.lookAfterSeconds);
    const [inspected] = inspectDocuments(world);
    leave(world);
    return { inspected: inspected!, struck: single!.struck(), generations: 0, world };
  }
  await world.quiet();
  if (fault.on === 'lateEvent') await deliverLate(world, document);
  for (let generation = 0; generation < maxGenerations; generation += 1) {
    await world.clock.sleep(operatorAfterSeconds);
    if ((await actOnDeadLetters(world)) + (await actOnGaps(world)) === 0) break;
    await world.quiet();
  }
  if (fault.on === 'lateEvent') await deliverLate(world, document);
  const [inspected] = inspectDocuments(world);
  const struck = fault.on === 'lateEvent' ? 1 : single!.struck();
  return { inspected: inspected!, struck, generations: world.generationOf(document.documentId), world };
}

/** A version of an object with the id that the pipeline must give it. */
export function uploadedDocument(scenario: Scenario, versionId: string): UploadedDocument {
  const { documents: bucket } = names;
  const documentId = createHash('sha256')
    .update(JSON.stringify([bucket, scenario.key, versionId]))
    .digest('hex');
  return { documentId, bucket, key: scenario.key, versionId, scenario };
}

async function deliverLate(world: World, document: UploadedDocument): Promise<void> {
  await world.clock.sleep(86_400);
  world.deliverEvent(document);
  await world.quiet();
}

function leave(world: World): void {
  for (const { running } of world.executions.known.values()) running.abandon();
}
