import type { CommonFields, Json, JsonObject, QueryLanguage } from '../../language/definition';
import {
  compileJsonataTemplate,
  compileJsonPath,
  compilePayloadTemplate,
  compileReferencePath,
  type JsonataBindings,
} from '../../language/expressions';
import type { StateView } from '../states/state-view';
import { inField } from './in-field';

/** Converts a state's input to its effective input, and its result to its output. */
export interface Dataflow {
  /** JSONPath: InputPath, then Parameters. JSONata: Arguments, or the input. */
  effectiveInput(view: StateView): Json;
  /** JSONPath: ResultSelector, Assign, ResultPath, OutputPath. JSONata: Assign, Output. */
  leave(view: StateView, result: Json, reserved?: ReservedVariable): StateOutcome;
}

/** The member of `$states` that holds a JSONata state's result; undefined for a Choice, Pass, Wait or Succeed. */
export type ReservedVariable = 'result' | 'errorOutput';

/** The output of a state and the variables that it assigns. */
export interface StateOutcome {
  readonly output: Json;
  readonly assigned?: JsonObject;
}

/** The fields of any state, rule or catcher that direct its data. */
export interface DataflowFields extends CommonFields {
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
}

/** Compiles the fields that direct data, in a query language. */
export function compileDataflow(fields: DataflowFields, queryLanguage: QueryLanguage): Dataflow {
  return queryLanguage === 'JSONata' ? jsonataDataflow(fields) : jsonPathDataflow(fields);
}

type Evaluate = (bindings: JsonataBindings) => Json;

/** JSONata: Assign and Output both read the variables as they were before the state. */
function jsonataDataflow(fields: DataflowFields): Dataflow {
  const taskArguments = jsonataTemplate(fields.Arguments, 'Arguments');
  const assign = jsonataTemplate(fields.Assign, 'Assign');
  const output = jsonataTemplate(fields.Output, 'Output');
  return {
    effectiveInput(view) {
      if (taskArguments === undefined) return view.input;
      const given = taskArguments(view.jsonata());
      view.inspect('afterArguments', given);
      return given;
    },
    leave(view, result, reserved) {
      if (assign === undefined && output === undefined) return { output: result };
      const bindings = view.jsonata(reserved === undefined ? undefined : { [reserved]: result });
      const assigned = assign?.(bindings) as JsonObject | undefined;
      return { output: output === undefined ? result : output(bindings), assigned };
    },
  };
}

function jsonataTemplate(value: Json | undefined, field: string): Evaluate | undefined {
  if (value === undefined) return undefined;
  return inField(field, () => compileJsonataTemplate(value, field)).evaluate;
}

type Select = (view: StateView) => Json;
type Combine = (rawInput: Json, result: Json) => Json;

/** JSONPath: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html */
function jsonPathDataflow(fields: DataflowFields): Dataflow {
  const readInput = inField('InputPath', () => pathOrNothing(fields.InputPath));
  const readOutput = inField('OutputPath', () => pathOrNothing(fields.OutputPath));
  const parameters = inField('Parameters', () => payloadTemplate(fields.Parameters));
  const resultSelector = inField('ResultSelector', () => payloadTemplate(fields.ResultSelector));
  const assign = inField('Assign', () => payloadTemplate(fields.Assign));
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

/** An absent path selects everything; `null` selects an empty object. */
function pathOrNothing(path: string | null | undefined): Select | undefined {
  if (path === undefined || path === '$') return undefined;
  if (path === null) return () => ({});
  const compiled = compileJsonPath(path);
  return (view) => compiled.read(view.input, view.context, view.variables);
}

function payloadTemplate(value: Json | undefined): Select | undefined {
  if (value === undefined) return undefined;
  const compiled = compilePayloadTemplate(value);
  return (view) => compiled.evaluate(view);
}

/** `null` drops the result and keeps the raw input. */
function combination(path: string | null | undefined): Combine | undefined {
  if (path === undefined || path === '$') return undefined;
  if (path === null) return (rawInput) => rawInput;
  const compiled = compileReferencePath(path);
  return (rawInput, result) => compiled.write(rawInput, result);
}
