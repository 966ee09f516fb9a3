import { executionRoutes } from '../../executions/execution-routes';
import { requiredText } from '../../executions/queries';
import { type ApiRoute, NotFoundError } from '../../pages';
import type { DebugSessions } from '../debugger/debug-sessions';
import type { LocalRuns } from './local-runs';

/** The routes of an execution with mocks: those of any execution, in simulated time. */
export function runRoutes(runs: LocalRuns, sessions: DebugSessions): readonly ApiRoute[] {
  const runOf = (query: URLSearchParams) => {
    const id = requiredText(query, 'arn');
    const run = runs.get(id);
    if (run === undefined) throw new NotFoundError(`there is no run ${id}: runs with mocks end with the server`);
    return run;
  };
  return executionRoutes({
    prefix: 'run',
    read: async (query) => runOf(query).execution(),
    pricePerTransition: () => undefined,
    now: (query) => {
      const { run, summary } = runOf(query);
      if (run.kind === 'debug') return sessions.find(run.id)?.now() ?? 0;
      return summary.stoppedAt ?? 0;
    },
  });
}
