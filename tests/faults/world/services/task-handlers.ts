import type { Json } from '../../../../asl/definition';
import { type Clock, type RandomSource, StatesError, type TaskCall, type TaskHandlers } from '../../../../interpreter';
import type { Executions } from './executions';
import type { FaultPlan, TaskOccasion } from '../fault-plan';
import { carryOut, type ServicePlace } from './service-tasks';

/** What Tasks are carried out in. */
export interface TaskPlace {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly plan: FaultPlan;
  /** Longest a Task takes, in seconds, drawn evenly from 0. Default 0. */
  readonly latencySeconds?: number;
  executions(): Executions;
  /** The document, or the request, that an execution works on. */
  subjectOf(executionArn: string): string;
  /** Delivers the event that began it once more. */
  deliverAgain(subject: string): void;
  placeOf(subject: string): ServicePlace;
}

/** Carries out the Tasks of a world's executions, with whatever its plan does to them. */
export function taskHandlers(place: TaskPlace): TaskHandlers {
  return {
    call: async (call) => {
      const documentId = place.subjectOf(call.executionArn);
      const occasion = { documentId, stateName: call.stateName, executionArn: call.executionArn };
      const { latencySeconds = 0 } = place;
      if (latencySeconds > 0) await place.clock.sleep(place.random.next() * latencySeconds);
      if (place.plan.repeatsEvent(occasion)) place.deliverAgain(documentId);
      return meet(place, call, occasion);
    },
  };
}

async function meet(place: TaskPlace, call: TaskCall, occasion: TaskOccasion): Promise<Json> {
  const work = () => carryOut(call, place.placeOf(occasion.documentId));
  const fault = place.plan.atTask(occasion);
  if (fault === undefined) return work();
  if (!('moment' in fault)) {
    if (call.taskToken === undefined) {
      await work();
      return fault.answer;
    }
    const { taskToken } = call;
    place.executions().answer(taskToken, (running) => running.sendTaskSuccess(taskToken, fault.answer));
    return {};
  }
  if (fault.moment === 'after') await work().catch(() => undefined);
  switch (fault.kind) {
    case 'error':
      throw new StatesError(fault.error, `${call.stateName} met ${fault.error}`);
    case 'abort':
      place.executions().known.get(call.executionArn)?.running.stop({ error: 'Stopped', cause: 'by an operator' });
      return never();
    case 'silence':
      return never();
    default:
      return fault satisfies never;
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
