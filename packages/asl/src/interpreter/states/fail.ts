import type { FailState, Json } from '../../language/definition';
import { compileDynamicValue, compileJsonataTemplate } from '../../language/expressions';
import type { FailBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { inField } from '../compile/in-field';
import type { StateView } from './state-view';

type Text = (view: StateView) => string | undefined;

/** Fail: ends its scope with `Error` and `Cause`, each fixed, by path or intrinsic function, or by JSONata. */
export function compileFail({ state, queryLanguage }: StateToCompile<FailState>): FailBehaviour {
  const compile = queryLanguage === 'JSONata' ? jsonataText : jsonPathText;
  const error = compile(state, 'Error');
  const cause = compile(state, 'Cause');
  return {
    type: 'Fail',
    enter(view) {
      if (queryLanguage === 'JSONPath') view.inspect('afterInputPath', view.input);
      return { kind: 'fail', error: error(view), cause: cause(view) };
    },
  };
}

function jsonataText(state: FailState, field: 'Error' | 'Cause'): Text {
  const text = state[field];
  if (text === undefined) return () => undefined;
  const template = inField(field, () => compileJsonataTemplate(text, field, 'string'));
  return (view) => asText(template.evaluate(view.jsonata()));
}

function jsonPathText(state: FailState, field: 'Error' | 'Cause'): Text {
  const text = state[field];
  const path = state[`${field}Path`];
  if (path === undefined) return () => text;
  const value = inField(`${field}Path`, () => compileDynamicValue(`${field}Path`, path));
  return (view) => asText(value(view));
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
