import type { ParallelState } from '../../language/definition';
import type { CompiledScope, ParallelBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { exit } from './exit';

/** Parallel: every branch gets the effective input; the result is the array of their outputs. */
export function compileParallel(
  { state, queryLanguage }: StateToCompile<ParallelState>,
  branches: readonly CompiledScope[],
): ParallelBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  return {
    type: 'Parallel',
    branches,
    enter: (view) => ({ kind: 'parallel', input: dataflow.effectiveInput(view) }),
    complete: (view, result) => exit(dataflow.leave(view, result, 'result'), state.Next),
  };
}
