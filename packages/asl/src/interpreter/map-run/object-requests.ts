import type { ScopeRun } from '../run/scope/scope-run';
import type { MapObjects } from './map-objects';
import type { MapRunExecution } from './map-run-execution';
import type { ObjectCaller } from './readers/read-items';

/** The caller of Amazon S3: a Map state, with its machine's role. */
export function objectCaller({ identity }: MapRunExecution, { state }: ScopeRun): ObjectCaller {
  const { executionArn, stateMachineArn, roleArn } = identity;
  return { stateName: state.name, executionArn, stateMachineArn, roleArn };
}

/** Returns the Amazon S3 of the run. Throws an Error if it is unset. */
export function objectsOf({ dependencies }: MapRunExecution, { state }: ScopeRun): MapObjects {
  if (dependencies.mapObjects !== undefined) return dependencies.mapObjects;
  throw new Error(`the Map state \`${state.name}\` uses Amazon S3, which this run was given no \`mapObjects\` for`);
}
