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
import { carryOutTask, type ServiceDependencies } from './service-tasks';

/** Dependencies of Tasks. */
export interface TaskDependencies {
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
  dependenciesOf(subject: string): ServiceDependencies;
}

/** Creates handlers that run the Tasks of a world's executions with the faults of its plan. */
export function taskHandlers(dependencies: TaskDependencies): TaskHandlers {
  return {
    call: async (call, signal) => {
      const documentId = dependencies.subjectOf(call.executionArn);
      const occasion = { documentId, stateName: call.stateName, executionArn: call.executionArn };
      const { latencySeconds = 0 } = dependencies;
      if (latencySeconds > 0) await dependencies.clock.sleep(dependencies.random.next() * latencySeconds);
      if (dependencies.plan.repeatsEvent(occasion)) dependencies.deliverAgain(documentId);
      return meet(dependencies, { call, signal }, occasion);
    },
  };
}

/** An attempt of a Task, and whether its result is still needed. */
interface Attempt {
  readonly call: TaskCall;
  readonly signal: AbortSignal;
}

async function meet(dependencies: TaskDependencies, attempt: Attempt, occasion: TaskOccasion): Promise<Json> {
  const { call, signal } = attempt;
  const work = (moment: Moment = 'after') => {
    const until = callUntil(moment, attempt);
    return carryOutTask(until.call, dependencies.dependenciesOf(occasion.documentId), until.signal);
  };
  const fault = dependencies.plan.atTask(occasion);
  if (fault === undefined) return work();
  if (!('moment' in fault)) {
    if (call.taskToken === undefined) {
      await work();
      return fault.answer;
    }
    const { taskToken } = call;
    dependencies.executions().answer(taskToken, (running) => running.sendTaskSuccess(taskToken, fault.answer));
    return {};
  }
  if (fault.moment !== 'before') await work(fault.moment).catch(() => undefined);
  switch (fault.kind) {
    case 'error':
      throw new StatesError(fault.error, `${call.stateName} met ${fault.error}`);
    case 'abort':
      dependencies
        .executions()
        .known.get(call.executionArn)
        ?.running.stop({ error: 'Stopped', cause: 'by an operator' });
      return never();
    case 'batch stop':
      dependencies.stopBatch(occasion.documentId);
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
