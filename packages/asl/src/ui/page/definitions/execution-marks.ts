import type { ExecutionOverlay } from '../../../language/graph';
import type { ExecutionView } from '../../model';

/** What is painted on a graph of an execution. */
export function executionOverlay({
  states,
  taken,
}: ExecutionView & { readonly taken: readonly string[] }): ExecutionOverlay {
  return {
    states: states.flatMap(({ path, status, visits, retries, error, reason, map }) =>
      status === 'notReached'
        ? []
        : [
            {
              path,
              status,
              visits,
              retries,
              ...(error === undefined ? {} : { error }),
              ...(reason === undefined ? {} : { reason }),
              ...(map === undefined ? {} : { map }),
            },
          ],
    ),
    edges: taken,
  };
}
