import type { ParallelState } from '../../asl/definition';
import type { CompiledScope, StateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { whenSettled } from './eventually';
import { exit } from './exit';

/** Parallel: every branch gets the effective input; the result is the array of their outputs. */
export function compileParallel(
  { state, queryLanguage }: StateToCompile<ParallelState>,
  scopes: readonly CompiledScope[],
): StateBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  return {
    scopes,
    enter: (view) => whenSettled(dataflow.effectiveInput(view), (input) => ({ kind: 'parallel', input })),
    complete: (view, result) =>
      whenSettled(dataflow.leave(view, result, 'result'), (outcome) => exit(outcome, state.Next)),
  };
}
