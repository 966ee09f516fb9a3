import type { RandomSource } from '@document-pipelines/asl/interpreter';
import { callEffectsOf, taskEffectsOf, tasksOf } from '../matrix/task-effects';
import { definitionsOf, type Pipeline } from '../pipelines/pipeline';
import type { FaultPlan, NoticeEffect, ReminderEffect, TaskEffect } from '../world/fault-plan';

/** Faults that strike at random, and how often they struck each document. */
export interface RandomFaults {
  readonly plan: FaultPlan;
  readonly struck: ReadonlyMap<string, number>;
}

/** A function makes about four calls an invocation: so an invocation is as likely to meet a fault as a Task. */
const callsOfInvocation = 4;

const reminderEffects: readonly ReminderEffect[] = ['lost', 'twice', 'late'];
const noticeEffects: readonly NoticeEffect[] = ['lost', 'twice', 'beforeToken', 'afterTheEnd'];

/** Applies a fault to each Task, each invocation and each event with the given probability, drawn from all that are possible. */
export function randomFaults(pipeline: Pipeline, random: RandomSource, probability: number): RandomFaults {
  const ofBatch: readonly TaskEffect[] =
    pipeline.batches === undefined ? [] : [{ kind: 'batch stop', moment: 'before' }];
  const tasks = tasksOf(...Object.values(definitionsOf(pipeline)));
  const effects = new Map<string, readonly TaskEffect[]>(
    [...tasks].map(([name, task]) => [name, [...taskEffectsOf(task), ...ofBatch]]),
  );
  const struck = new Map<string, number>();
  const strikes = (documentId: string, chance = probability): boolean => {
    if (random.next() >= chance) return false;
    struck.set(documentId, (struck.get(documentId) ?? 0) + 1);
    return true;
  };
  const anyOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next() * items.length)]!;
  const plan: FaultPlan = {
    atTask: ({ documentId, stateName }) => (strikes(documentId) ? anyOf(effects.get(stateName) ?? []) : undefined),
    atCall: ({ documentId, operation }) =>
      strikes(documentId, probability / callsOfInvocation) ? anyOf(callEffectsOf(operation)) : undefined,
    atNotice: (documentId) => (strikes(documentId) ? anyOf(noticeEffects) : undefined),
    atReminder: (documentId) => (strikes(documentId) ? anyOf(reminderEffects) : undefined),
    losesReviewNotice: (documentId) => strikes(documentId),
    deliveriesOfFailure: (documentId) => (strikes(documentId) ? 2 : 1),
    // Some ten Tasks a document: for one document in twenty, the event is repeated in between.
    repeatsEvent: ({ documentId }) => strikes(documentId, probability / 10),
    losesStop: (documentId) => strikes(documentId),
  };
  return { plan, struck };
}
