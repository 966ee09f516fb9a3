import type { CommonFields, Json, JsonObject, QueryLanguage } from '../../asl/definition';
import type { StateView } from '../states/state-view';
import { jsonataDataflow } from './jsonata-dataflow';
import { jsonPathDataflow } from './jsonpath-dataflow';

/** How input becomes what a state works on, and how its result becomes its output. */
export interface Dataflow {
  /** JSONPath: InputPath, then Parameters. JSONata: Arguments, or the input. */
  effectiveInput(view: StateView): Json;
  /** JSONPath: ResultSelector, Assign, ResultPath, OutputPath. JSONata: Assign, Output. */
  leave(view: StateView, result: Json, reserved?: ReservedVariable): Outcome;
}

/** Under which name of `$states` a JSONata state's result stands; a Choice, Pass, Wait or Succeed has none. */
export type ReservedVariable = 'result' | 'errorOutput';

/** What a state leaves with. */
export interface Outcome {
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

/** Compiles the fields that direct data in the given language. */
export function compileDataflow(fields: DataflowFields, queryLanguage: QueryLanguage): Dataflow {
  return queryLanguage === 'JSONata' ? jsonataDataflow(fields) : jsonPathDataflow(fields);
}
