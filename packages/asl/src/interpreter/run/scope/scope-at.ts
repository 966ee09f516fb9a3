import type { CompiledState } from '../../compile/compiled-state-machine';
import type { AtDistributedMap, AtInlineMap, AtParallel, AtTask, AtWait, ScopeAt, ScopeRun } from './scope-run';

/** Returns the scope as one that has entered a state of the type. Each throws an Error if it has not. */
export const atTask = at((state): state is AtTask['state'] => state.type === 'Task');
export const atWait = at((state): state is AtWait['state'] => state.type === 'Wait');
export const atParallel = at((state): state is AtParallel['state'] => state.type === 'Parallel');
export const atInlineMap = at(
  (state): state is AtInlineMap['state'] => state.type === 'Map' && state.mode === 'INLINE',
);
export const atDistributedMap = at(
  (state): state is AtDistributedMap['state'] => state.type === 'Map' && state.mode === 'DISTRIBUTED',
);

function at<State extends CompiledState>(
  isOfType: (state: CompiledState) => state is State,
): (run: ScopeRun) => ScopeAt<State> {
  return (run) => {
    const { state, visit } = run;
    if (visit !== undefined && isOfType(state)) return run as ScopeAt<State>;
    throw new Error(`\`${state.name}\` has not been entered, or is of another type`);
  };
}
