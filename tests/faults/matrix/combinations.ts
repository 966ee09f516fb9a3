import { compiledMachines } from '../pipelines/compiled-machines';
import { definitionsOf, type Pipeline } from '../pipelines/pipeline';
import type { CallOccasion, NoticeEffect, ReminderEffect } from '../world/fault-plan';
import { batchAnswers } from '../world/people/batches';
import type { Scenario } from '../world/scenario';
import type { World } from '../world/world';
import type { Extent, Fault } from './fault';
import { hastySeconds, runScenario } from './run-scenario';
import { callEffectsOf, taskEffectsOf, tasksOf } from './task-effects';

/** One cell of the matrix. */
export interface Combination {
  readonly scenario: Scenario;
  readonly fault: Fault;
  readonly extent: Extent;
}

const extents: readonly Extent[] = ['once', 'until retries run out', 'for ever'];
const reminderEffects: readonly ReminderEffect[] = ['lost', 'twice', 'late'];
const noticeEffects: readonly NoticeEffect[] = ['lost', 'twice', 'beforeToken', 'afterTheEnd'];

/**
 * Returns every combination of a pipeline: each scenario runs once without a fault, and what it calls is put under every fault where
 * it is reached first. Throws an Error for a Task of the definition that no scenario reaches.
 */
export async function combinationsOf(pipeline: Pipeline, throttleMaxAttempts?: number): Promise<Combination[]> {
  const stateMachines = compiledMachines(pipeline, throttleMaxAttempts);
  const tasks = tasksOf(...Object.values(definitionsOf(pipeline, throttleMaxAttempts)));
  const reached = new Set<string>();
  const combinations: Combination[] = [];
  for (const scenario of pipeline.scenarios) {
    const clean = { pipeline, stateMachines, scenario, seed: 1 } as const;
    const { world } = await runScenario({ ...clean, fault: { on: 'nothing' }, extent: 'once' });
    const isDue = (location: string): boolean =>
      !reached.has(location) || (scenario.alsoUnderFault?.includes(location) ?? false);
    const states = statesOf(world).filter((name) => tasks.has(name) && isDue(name));
    const calls = callsOf(world).filter(({ functionName }) => isDue(functionName));
    combinations.push({ scenario, fault: { on: 'nothing' }, extent: 'once' });
    if (scenario.lookAfterSeconds !== undefined) continue;
    const faults = [
      ...states.flatMap((stateName) =>
        taskEffectsOf(tasks.get(stateName)!).map((effect): Fault => ({ on: 'task', stateName, effect })),
      ),
      ...calls.flatMap(({ functionName, call, operation }) =>
        callEffectsOf(operation).map((effect): Fault => ({ on: 'call', functionName, call, operation, effect })),
      ),
      ...eventFaultsOf(world, isDue),
      ...(isOverAtOnce(world) ? states.map((stateName): Fault => ({ on: 'executionTimeout', stateName })) : []),
    ];
    combinations.push(
      ...faults.flatMap((fault) => extents.map((extent) => ({ scenario, fault, extent }))),
      ...states.map(
        (stateName): Combination => ({ scenario, fault: { on: 'duplicateEvent', stateName }, extent: 'once' }),
      ),
      { scenario, fault: { on: 'lateEvent' }, extent: 'once' },
      ...brokenBatches(pipeline, scenario, states).map((fault): Combination => ({ scenario, fault, extent: 'once' })),
    );
    for (const name of [...states, ...calls.map(({ functionName }) => functionName)]) reached.add(name);
  }
  const unreached = [...tasks.keys()].filter((name) => !reached.has(name));
  if (unreached.length > 0) throw new Error(`no scenario of ${pipeline.name} reaches ${unreached.join(', ')}`);
  return combinations;
}

/** Returns the faults of a batch as a whole at these states; if a document fails by itself, it may exceed the tolerance. */
function brokenBatches(pipeline: Pipeline, { trouble }: Scenario, states: readonly string[]): Fault[] {
  if (pipeline.batches === undefined) return [];
  const around = new Set(Object.keys(pipeline.definition()['States'] as object));
  const ways = [true, false].flatMap((reachesDocuments) =>
    batchAnswers.map((answer) => ({ reachesDocuments, answer })),
  );
  const stopped = states.filter((stateName) => !around.has(stateName));
  return [
    ...stopped.flatMap((stateName) => ways.map((way): Fault => ({ on: 'batchStopped', stateName, ...way }))),
    ...(trouble?.stateName === 'EnrichDocument' ? ways.map((way): Fault => ({ on: 'toleranceExceeded', ...way })) : []),
  ];
}

function eventFaultsOf(world: World, isDue: (location: string) => boolean): Fault[] {
  const hasCalled = (name: string): boolean => world.lambda.occasions.some(({ functionName }) => functionName === name);
  return [
    ...(world.textract.jobs.size > 0 && isDue('complete-extraction')
      ? noticeEffects.map((effect): Fault => ({ on: 'notice', effect }))
      : []),
    ...(hasCalled('request-review') && isDue('request-review')
      ? [{ on: 'reviewNotice' } as const, ...reminderEffects.map((effect): Fault => ({ on: 'reminder', effect }))]
      : []),
    ...(hasCalled('record-failed-execution') && isDue('record-failed-execution')
      ? [{ on: 'failureEvent' } as const]
      : []),
  ];
}

/** Whether no time passes in its executions, so that a timeout of seconds strikes in the state that is silent. */
function isOverAtOnce(world: World): boolean {
  return [...world.executions.known.values()].every(
    ({ record }) => record?.stopDate !== undefined && record.stopDate - record.startDate < hastySeconds * 1000,
  );
}

function statesOf(world: World): string[] {
  const records = [...world.executions.known.values()].flatMap(({ record }) => record ?? []);
  const entered = records.flatMap(({ history }) =>
    history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
  );
  return [...new Set(entered)];
}

/** Each call of each function, as it was made in any invocation. */
function callsOf(world: World): CallOccasion[] {
  const calls = new Map(
    world.lambda.occasions.map((occasion) => [
      `${occasion.functionName} ${occasion.call} ${occasion.operation}`,
      occasion,
    ]),
  );
  return [...calls.values()];
}
