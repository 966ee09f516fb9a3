import type { Json } from '../../asl/definition';
import { stateEventNames } from '../history/event-names';
import type { Execution } from '../run/execution';
import { errorDetails, type Failure } from '../run/failure';
import type { AtDistributedMap } from '../run/scope-run';

/** A Map Run has ended well, and its state with it. */
export function mapRunSucceeded(execution: Execution, owner: AtDistributedMap, result: Json): void {
  owner.lastEventId = execution.history.add('MapRunSucceeded', owner.lastEventId);
  execution.history.add(stateEventNames.Map.succeeded, owner.lastEventId);
  execution.completed(owner, result);
}

/** A Map Run has failed, and its state with it. */
export function mapRunFailed(execution: Execution, owner: AtDistributedMap, failure: Failure): void {
  owner.lastEventId = execution.history.add('MapRunFailed', owner.lastEventId, {
    mapRunFailedEventDetails: errorDetails(failure),
  });
  execution.failed(owner, failure);
}
