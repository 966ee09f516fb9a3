import type { Json, JsonObject } from '../../asl/definition';
import { compileJsonataTemplate, type JsonataBindings } from '../../asl/expressions';
import type { Dataflow, DataflowFields } from './dataflow';
import { inField } from './in-field';

type Evaluate = (bindings: JsonataBindings) => Json;

/** JSONata: Assign and Output both see the variables as they were before the state. */
export function jsonataDataflow(fields: DataflowFields): Dataflow {
  const taskArguments = template(fields.Arguments, 'Arguments');
  const assign = template(fields.Assign, 'Assign');
  const output = template(fields.Output, 'Output');
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

function template(value: Json | undefined, field: string): Evaluate | undefined {
  if (value === undefined) return undefined;
  return inField(field, () => compileJsonataTemplate(value, field)).evaluate;
}
