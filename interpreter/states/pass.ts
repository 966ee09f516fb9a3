import type { PassState } from '../../asl/definition';
import type { StateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { whenSettled } from './eventually';
import { exit } from './exit';

/** Pass: `Result` where there is one, else the effective input. */
export function compilePass({ state, queryLanguage }: StateToCompile<PassState>): StateBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  const { Result: fixed, Next } = state;
  const leave: StateBehaviour['complete'] = (view, result) =>
    whenSettled(dataflow.leave(view, result), (outcome) => exit(outcome, Next));
  return {
    enter: (view) =>
      fixed === undefined
        ? whenSettled(dataflow.effectiveInput(view), (input) => leave(view, input))
        : leave(view, fixed),
    complete: leave,
  };
}
