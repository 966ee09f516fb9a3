import { createHash } from 'node:crypto';
import type { CompiledStateMachine } from '@document-pipelines/asl/interpreter';
import { inspectDocuments } from '../invariants/inspect-document';
import type { InspectedDocument } from '../invariants/inspected-document';
import type { Pipeline } from '../pipelines/pipeline';
import { eitherPlan } from '../world/fault-plan';
import { names } from '../world/names';
import { actOnDeadLetters } from '../world/people/operator';
import { seatReviewers } from '../world/people/reviewers';
import type { Sabotage } from '../world/sabotage';
import type { Scenario, UploadedDocument } from '../world/scenario';
import { World } from '../world/world';
import type { Extent, Fault } from './fault';
import { type SingleFault, singleFault, troubleOf } from './single-fault';

/** TimeoutSeconds of an execution that is to time out: less than any Task has. */
export const hastySeconds = 10;

/** Options of a run of a scenario. */
export interface ScenarioRun {
  readonly pipeline: Pipeline;
  readonly stateMachines: Readonly<Record<string, CompiledStateMachine>>;
  readonly scenario: Scenario;
  readonly fault: Fault;
  readonly extent: Extent;
  readonly seed: number;
  readonly sabotage?: Sabotage;
}

/** The result of the document, and how often the fault struck. */
export interface ScenarioOutcome {
  readonly inspected: InspectedDocument;
  readonly struck: number;
  /** How often an operator acted on its dead letters. */
  readonly generations: number;
  readonly world: World;
}

/** How often an operator acts on dead letters; a permanent fault outlasts it. */
const maxGenerations = 2;

/** Seconds until an operator acts. */
const operatorAfterSeconds = 3_600;

/** Runs one document through one scenario with one fault, until all work is done, and inspects the stores. */
export async function runScenario(run: ScenarioRun): Promise<ScenarioOutcome> {
  const { pipeline, stateMachines, scenario, fault, extent, seed, sabotage } = run;
  let single: SingleFault | undefined;
  const world = new World({
    pipeline,
    stateMachines,
    seed,
    ...(sabotage !== undefined && { sabotage }),
    ...('answer' in fault && { batchAnswer: fault.answer }),
    planOf: (made) => {
      single = singleFault(fault, extent, made);
      return eitherPlan(single.plan, troubleOf(made));
    },
  });
  seatReviewers(world);
  const document = uploadedDocument(scenario, 'v1');
  const others = fault.on === 'toleranceExceeded' ? companionsOf(pipeline) : [];
  for (const each of [document, ...others]) world.upload(each);
  world.deliver(document, ...others);
  if (scenario.lookAfterSeconds !== undefined) {
    await world.clock.sleep(scenario.lookAfterSeconds);
    const inspected = inspectTogether(world);
    leave(world);
    return { inspected, struck: single!.struck(), generations: 0, world };
  }
  const struck = (): number => timesStruck(world, fault) ?? single!.struck();
  if ('answer' in fault) await answerSoon(world, struck);
  await world.quiet();
  if (fault.on === 'lateEvent') await deliverLate(world, document);
  for (let generation = 0; generation < maxGenerations; generation += 1) {
    await world.clock.sleep(operatorAfterSeconds);
    if ((await actOnDeadLetters(world)) === 0) break;
    await world.quiet();
  }
  if (fault.on === 'lateEvent') await deliverLate(world, document);
  const generations = world.generationOf(document.documentId);
  return { inspected: inspectTogether(world), struck: struck(), generations, world };
}

/** An operator acts on a broken batch before all its documents have ended, if it breaks within hours. */
async function answerSoon(world: World, struck: () => number): Promise<void> {
  for (let minute = 0; minute < 200 && struck() === 0; minute += 1) await world.clock.sleep(60);
  await world.clock.sleep(10);
  await actOnDeadLetters(world);
}

/** Returns how often faults struck that are not counted by a plan. */
function timesStruck({ executions }: World, { on }: Fault): number | undefined {
  if (on === 'lateEvent') return 1;
  if (on !== 'toleranceExceeded') return undefined;
  return [...executions.known.values()].filter(
    ({ record }) => record?.error === 'States.ExceedToleratedFailureThreshold',
  ).length;
}

function companionsOf({ batches }: Pipeline): UploadedDocument[] {
  return (batches?.companions ?? []).map((scenario, index) =>
    uploadedDocument({ ...scenario, key: scenario.key.replace('/', `/${index + 2}-`) }, 'v1'),
  );
}

/** Returns the document, and the violations of any that is in a batch with it. */
function inspectTogether(world: World): InspectedDocument {
  const [first, ...others] = inspectDocuments(world);
  const misplaced = others.filter(({ documentId, end }) => {
    const { ends } = world.documentOf(documentId).scenario;
    return end !== 'lost' && !ends.includes(end);
  });
  return {
    ...first!,
    isDuplicated: [first!, ...others].some(({ isDuplicated }) => isDuplicated),
    violations: [
      ...first!.violations,
      ...others.flatMap(({ violations }) => violations),
      ...misplaced.map(({ documentId, end }) => `${world.documentOf(documentId).key} beside it ended ${end}`),
    ],
  };
}

/** Returns a version of an object with the id that the pipeline must compute for it. */
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
