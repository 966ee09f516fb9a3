import type { PassState } from '../../language/definition';
import type { ImmediateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { exit } from './exit';

/** Pass: returns `Result` if it is set, else the effective input. */
export function compilePass({ state, queryLanguage }: StateToCompile<PassState>): ImmediateBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  const { Result: fixed, Next } = state;
  return {
    type: 'Pass',
    enter(view) {
      if (fixed === undefined) return exit(dataflow.leave(view, dataflow.effectiveInput(view)), Next);
      view.inspect('result', fixed);
      return exit(dataflow.leave(view, fixed), Next);
    },
  };
}
