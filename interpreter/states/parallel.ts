import type { ParallelState } from '../../asl/definition';
import type { CompiledScope, StateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { exit } from './exit';

/** Parallel: every branch gets the effective input; the result is the array of their outputs. */
export function compileParallel(
  { state, queryLanguage }: StateToCompile<ParallelState>,
  scopes: readonly CompiledScope[],
): StateBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  return {
    scopes,
    enter: (view) => ({ kind: 'parallel', input: dataflow.effectiveInput(view) }),
    complete: (view, result) => exit(dataflow.leave(view, result, 'result'), state.Next),
  };
}
