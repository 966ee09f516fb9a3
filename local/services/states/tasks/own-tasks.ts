import type { TaskHandlers } from '../../../../interpreter';
import type { Executions } from '../executions/executions';
import type { Activities } from './activities';
import { runNestedExecution } from './nested-execution';

/** What Step Functions' own tasks need. */
export interface OwnTasksOptions {
  readonly activities: Activities;
  /** Known once the service is put together. */
  readonly executions: () => Executions;
  /** Carries out everything else. */
  readonly otherwise: TaskHandlers;
}

/** Carries out the Tasks that are Step Functions' own affair: activities, and other machines' executions that are awaited. */
export function createOwnTasks({ activities, executions, otherwise }: OwnTasksOptions): TaskHandlers {
  return {
    call: async (call, signal) => {
      const { integration } = call;
      if (integration.kind === 'activity') return activities.schedule(call, signal);
      const isAwaited =
        integration.kind === 'service' &&
        !integration.sdk &&
        integration.service === 'states' &&
        integration.operation === 'startExecution' &&
        (integration.pattern === 'sync' || integration.pattern === 'sync:2');
      return isAwaited
        ? runNestedExecution({ call, signal, executions: executions(), otherwise })
        : otherwise.call(call, signal);
    },
  };
}
