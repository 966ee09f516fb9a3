import type { ChoiceRule, ChoiceState } from '../../language/definition';
import { compileChoiceRule, StatesError } from '../../language/expressions';
import type { ImmediateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow, type Dataflow } from '../compile/dataflow';
import { inField } from '../compile/in-field';
import { exit } from './exit';
import type { StateView } from './state-view';

interface Rule {
  readonly next: string;
  readonly dataflow: Dataflow;
  holds(view: StateView): boolean;
}

/** Choice: the first rule that holds, with its own Assign and Output; else `Default`, with the state's. */
export function compileChoice(toCompile: StateToCompile<ChoiceState>): ImmediateBehaviour {
  const { state, queryLanguage, name } = toCompile;
  const rules = state.Choices.map((rule, index) => inField(`Choices[${index}]`, () => compileRule(rule, toCompile)));
  const byDefault = compileDataflow(state, queryLanguage);
  return {
    type: 'Choice',
    enter: (view) => {
      const input = byDefault.effectiveInput(view);
      const seen = view.over(input);
      const rule = rules.find((each) => each.holds(seen));
      if (rule !== undefined) return exit(rule.dataflow.leave(view, input), rule.next);
      if (state.Default !== undefined) return exit(byDefault.leave(view, input), state.Default);
      throw new StatesError('States.NoChoiceMatched', `No choice matched for state '${name}'`);
    },
  };
}

function compileRule(rule: ChoiceRule, { state, queryLanguage }: StateToCompile<ChoiceState>): Rule {
  const fields = { Assign: rule['Assign'] as ChoiceState['Assign'], Output: rule['Output'] };
  if (queryLanguage === 'JSONata') {
    const matcher = compileChoiceRule(rule, 'JSONata');
    return {
      next: rule.Next,
      dataflow: compileDataflow(fields, 'JSONata'),
      holds: (view) => matcher.holds(view.jsonata()),
    };
  }
  const matcher = compileChoiceRule(rule, 'JSONPath');
  const { InputPath, OutputPath } = state;
  return {
    next: rule.Next,
    dataflow: compileDataflow({ ...fields, InputPath, OutputPath }, 'JSONPath'),
    holds: (view) => matcher.holds(view),
  };
}
