import type { Json } from '@document-pipelines/asl/definition';
import {
  type Clock,
  type RandomSource,
  StatesError,
  type TaskCall,
  type TaskHandlers,
} from '@document-pipelines/asl/interpreter';
import type { FaultPlan, Moment, TaskOccasion } from '../fault-plan';
import type { Executions } from './executions';
import { isAwaited } from './nested-execution';
import { carryOut, type ServicePlace } from './service-tasks';

/** Dependencies of Tasks. */
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
  /** Stops the batch that it is in. */
  stopBatch(subject: string): void;
  placeOf(subject: string): ServicePlace;
}

/** Creates handlers that run the Tasks of a world's executions with the faults of its plan. */
export function taskHandlers(place: TaskPlace): TaskHandlers {
  return {
    call: async (call, signal) => {
      const documentId = place.subjectOf(call.executionArn);
      const occasion = { documentId, stateName: call.stateName, executionArn: call.executionArn };
      const { latencySeconds = 0 } = place;
      if (latencySeconds > 0) await place.clock.sleep(place.random.next() * latencySeconds);
      if (place.plan.repeatsEvent(occasion)) place.deliverAgain(documentId);
      return meet(place, { call, signal }, occasion);
    },
  };
}

/** An attempt of a Task, and whether its result is still needed. */
interface Attempt {
  readonly call: TaskCall;
  readonly signal: AbortSignal;
}

async function meet(place: TaskPlace, attempt: Attempt, occasion: TaskOccasion): Promise<Json> {
  const { call, signal } = attempt;
  const work = (moment: Moment = 'after') => {
    const until = callUntil(moment, attempt);
    return carryOut(until.call, place.placeOf(occasion.documentId), until.signal);
  };
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
  if (fault.moment !== 'before') await work(fault.moment).catch(() => undefined);
  switch (fault.kind) {
    case 'error':
      throw new StatesError(fault.error, `${call.stateName} met ${fault.error}`);
    case 'abort':
      place.executions().known.get(call.executionArn)?.running.stop({ error: 'Stopped', cause: 'by an operator' });
      return never();
    case 'batch stop':
      place.stopBatch(occasion.documentId);
      // An execution that the stop has not reached goes on.
      return signal.aborted ? never() : work();
    case 'silence':
      return never();
    default:
      return fault satisfies never;
  }
}

/** Makes the call whose result is lost at this moment: an execution that it starts has ended or only begun. */
function callUntil(moment: Moment, { call, signal }: Attempt): Attempt {
  const { integration } = call;
  if (integration.kind !== 'service' || (moment !== 'open' && moment !== 'closed')) return { call, signal };
  const pattern = moment === 'open' ? 'requestResponse' : 'sync:2';
  // An execution that a Task has started without waiting for it is not stopped.
  const until = moment === 'closed' && !isAwaited(call) ? new AbortController().signal : signal;
  return { call: { ...call, integration: { ...integration, pattern }, submitted: () => undefined }, signal: until };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
