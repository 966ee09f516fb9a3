import type { Json } from '../../language/definition';
import { stateEventNames } from '../history/event-names';
import { errorDetails, type Failure } from '../run/failure';
import type { AtDistributedMap } from '../run/scope/scope-run';
import type { MapRunExecution } from './map-run-execution';

/** A Map Run has ended well, and its state with it. */
export function succeedMapRun(execution: MapRunExecution, owner: AtDistributedMap, result: Json): void {
  owner.lastEventId = execution.history.add('MapRunSucceeded', owner.lastEventId);
  execution.history.add(stateEventNames.Map.succeeded, owner.lastEventId);
  execution.completed(owner, result);
}

/** A Map Run has failed, and its state with it. */
export function failMapRun(execution: MapRunExecution, owner: AtDistributedMap, failure: Failure): void {
  owner.lastEventId = execution.history.add('MapRunFailed', owner.lastEventId, {
    mapRunFailedEventDetails: errorDetails(failure),
  });
  execution.failed(owner, failure);
}
