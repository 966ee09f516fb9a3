import type { SucceedState } from '../../asl/definition';
import type { StateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { whenSettled } from './eventually';
import { exit } from './exit';

/** Succeed: ends its scope with its input, or with `Output`. */
export function compileSucceed({ state, queryLanguage }: StateToCompile<SucceedState>): StateBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  const leave: StateBehaviour['complete'] = (view, result) =>
    whenSettled(dataflow.leave(view, result), (outcome) => exit(outcome, undefined));
  return {
    enter: (view) => whenSettled(dataflow.effectiveInput(view), (input) => leave(view, input)),
    complete: leave,
  };
}
