import type { ChoiceRule, ChoiceState } from '../../asl/definition';
import { compileChoiceRule, type Eventually, StatesError } from '../../asl/expressions';
import type { StateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow, type Dataflow } from '../compile/dataflow';
import { inField } from '../compile/in-field';
import { whenSettled } from './eventually';
import { exit } from './exit';
import type { StateView } from './state-view';
import type { ExitStep } from './step';

interface Rule {
  readonly next: string;
  readonly dataflow: Dataflow;
  holds(view: StateView): Eventually<boolean>;
}

/** Choice: the first rule that holds, with its own Assign and Output; else `Default`, with the state's. */
export function compileChoice(toCompile: StateToCompile<ChoiceState>): StateBehaviour {
  const { state, queryLanguage } = toCompile;
  const rules = state.Choices.map((rule, index) => inField(`Choices[${index}]`, () => compileRule(rule, toCompile)));
  const byDefault = compileDataflow(state, queryLanguage);
  const leaveBy = (view: StateView, { dataflow, next }: Pick<Rule, 'dataflow' | 'next'>): Eventually<ExitStep> =>
    whenSettled(byDefault.effectiveInput(view), (input) =>
      whenSettled(dataflow.leave(view, input), (outcome) => exit(outcome, next)),
    );
  const choose = (view: StateView, seen: StateView, index: number): Eventually<ExitStep> => {
    for (let at = index; at < rules.length; at++) {
      const rule = rules[at]!;
      const holds = rule.holds(seen);
      if (holds instanceof Promise)
        return holds.then((yes) => (yes ? leaveBy(view, rule) : choose(view, seen, at + 1)));
      if (holds) return leaveBy(view, rule);
    }
    if (state.Default === undefined) throw noChoiceMatched(toCompile.name);
    return leaveBy(view, { dataflow: byDefault, next: state.Default });
  };
  return {
    enter: (view) => whenSettled(byDefault.effectiveInput(view), (input) => choose(view, view.over(input), 0)),
    complete: () => {
      throw new Error(`the Choice state \`${toCompile.name}\` has no result`);
    },
  };
}

function compileRule(rule: ChoiceRule, { state, queryLanguage }: StateToCompile<ChoiceState>): Rule {
  if (queryLanguage === 'JSONata') {
    const matcher = compileChoiceRule(rule, 'JSONata');
    return {
      next: rule.Next,
      dataflow: compileDataflow(ownFields(rule), 'JSONata'),
      holds: (view) => matcher.holds(view.jsonata()),
    };
  }
  const matcher = compileChoiceRule(rule, 'JSONPath');
  const { InputPath, OutputPath } = state;
  return {
    next: rule.Next,
    dataflow: compileDataflow({ ...ownFields(rule), InputPath, OutputPath }, 'JSONPath'),
    holds: (view) => matcher.holds(view),
  };
}

function ownFields({ Assign, Output }: ChoiceRule): { Assign?: ChoiceState['Assign']; Output?: ChoiceState['Output'] } {
  return { Assign: Assign as ChoiceState['Assign'], Output };
}

function noChoiceMatched(name: string): StatesError {
  return new StatesError('States.NoChoiceMatched', `No choice matched for state '${name}'`);
}
