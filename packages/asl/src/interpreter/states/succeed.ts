import type { SucceedState } from '../../language/definition';
import type { ImmediateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { exit } from './exit';

/** Succeed: ends its scope with its input, or with `Output`. */
export function compileSucceed({ state, queryLanguage }: StateToCompile<SucceedState>): ImmediateBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  return { type: 'Succeed', enter: (view) => exit(dataflow.leave(view, dataflow.effectiveInput(view)), undefined) };
}
