import type { Json, JsonObject } from '../../asl/definition';
import { compileJsonPath, compilePayloadTemplate, compileReferencePath } from '../../asl/expressions';
import type { StateView } from '../states/state-view';
import type { Dataflow, DataflowFields } from './dataflow';
import { inField } from './in-field';

type Select = (view: StateView) => Json;
type Combine = (rawInput: Json, result: Json) => Json;

/** JSONPath: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html */
export function jsonPathDataflow(fields: DataflowFields): Dataflow {
  const readInput = inField('InputPath', () => pathOrNothing(fields.InputPath));
  const readOutput = inField('OutputPath', () => pathOrNothing(fields.OutputPath));
  const parameters = inField('Parameters', () => template(fields.Parameters));
  const resultSelector = inField('ResultSelector', () => template(fields.ResultSelector));
  const assign = inField('Assign', () => template(fields.Assign));
  const combine = inField('ResultPath', () => combination(fields.ResultPath));
  return {
    effectiveInput(view) {
      const input = readInput === undefined ? view.input : readInput(view);
      view.inspect('afterInputPath', input);
      const effective = parameters === undefined ? input : parameters(view.over(input));
      view.inspect('afterParameters', effective);
      return effective;
    },
    leave(view, result) {
      const selected = resultSelector === undefined ? result : resultSelector(view.over(result));
      view.inspect('afterResultSelector', selected);
      const assigned = assign === undefined ? undefined : (assign(view.over(selected)) as JsonObject);
      const combined = combine === undefined ? selected : combine(view.input, selected);
      view.inspect('afterResultPath', combined);
      const output = readOutput === undefined ? combined : readOutput(view.over(combined));
      return assigned === undefined ? { output } : { output, assigned };
    },
  };
}

/** An absent path takes all; `null` takes nothing, which is an empty object. */
function pathOrNothing(path: string | null | undefined): Select | undefined {
  if (path === undefined || path === '$') return undefined;
  if (path === null) return () => ({});
  const compiled = compileJsonPath(path);
  return (view) => compiled.read(view.input, view.context, view.variables);
}

function template(value: Json | undefined): Select | undefined {
  if (value === undefined) return undefined;
  const compiled = compilePayloadTemplate(value);
  return (view) => compiled.evaluate(view);
}

/** `null` throws the result away and keeps the raw input. */
function combination(path: string | null | undefined): Combine | undefined {
  if (path === undefined || path === '$') return undefined;
  if (path === null) return (rawInput) => rawInput;
  const compiled = compileReferencePath(path);
  return (rawInput, result) => compiled.write(rawInput, result);
}
