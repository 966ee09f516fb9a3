import type { Json } from '../../../asl/definition';
import { StatesError, type TaskCall, type TaskHandlers } from '../../../interpreter';
import type { TaskOccasion } from './fault-plan';
import { names } from './names';
import { carryOut, type ServicePlace } from './service-tasks';
import type { World } from './world';

/** Carries out the Tasks of a world's executions, with whatever its plan does to them. */
export function taskHandlers(world: World): TaskHandlers {
  return {
    call: async (call) => {
      const documentId = world.documentOfExecution.get(call.executionArn) ?? 'unknown';
      const occasion = { documentId, stateName: call.stateName, executionArn: call.executionArn };
      const { latencySeconds = 0 } = world.options;
      if (latencySeconds > 0) await world.clock.sleep(world.random.next() * latencySeconds);
      if (world.plan.repeatsEvent(occasion)) world.deliver(world.documentOf(documentId));
      return meet(world, call, occasion);
    },
  };
}

async function meet(world: World, call: TaskCall, occasion: TaskOccasion): Promise<Json> {
  const work = () => carryOut(call, placeOf(world, occasion.documentId));
  const fault = world.plan.atTask(occasion);
  if (fault === undefined) return work();
  if (!('moment' in fault)) {
    if (call.taskToken === undefined) {
      await work();
      return fault.answer;
    }
    const { taskToken } = call;
    world.executions.answer(taskToken, (running) => running.sendTaskSuccess(taskToken, fault.answer));
    return {};
  }
  if (fault.moment === 'after') await work().catch(() => undefined);
  switch (fault.kind) {
    case 'error':
      throw new StatesError(fault.error, `${call.stateName} met ${fault.error}`);
    case 'abort':
      world.executions.known.get(call.executionArn)?.running.stop({ error: 'Stopped', cause: 'by an operator' });
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

function placeOf(world: World, documentId: string): ServicePlace {
  return {
    stores: world.stores,
    converse: (request) => world.converse(request),
    tagsOf: () => world.documentOf(documentId).scenario.tags,
    invoke: (functionArn, payload) =>
      world.lambda.invoke(functionArn.slice(names.functionPrefix.length).split(':')[0] ?? '', payload, documentId),
  };
}
