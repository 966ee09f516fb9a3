import type { Json, JsonObject } from '../../asl/definition';
import { compileJsonataTemplate, type Eventually, type JsonataBindings } from '../../asl/expressions';
import { whenSettled } from '../states/eventually';
import type { Dataflow, DataflowFields, Outcome } from './dataflow';
import { inField } from './in-field';

type Evaluate = (bindings: JsonataBindings) => Eventually<Json>;

/** JSONata: Assign and Output both see the variables as they were before the state. */
export function jsonataDataflow(fields: DataflowFields): Dataflow {
  const taskArguments = template(fields.Arguments, 'Arguments');
  const assign = template(fields.Assign, 'Assign');
  const output = template(fields.Output, 'Output');
  return {
    effectiveInput: (view) => (taskArguments === undefined ? view.input : taskArguments(view.jsonata())),
    leave(view, result, reserved) {
      if (assign === undefined && output === undefined) return { output: result };
      const bindings = view.jsonata(reserved === undefined ? undefined : { [reserved]: result });
      return whenSettled(assign?.(bindings), (assigned) =>
        whenSettled(output === undefined ? result : output(bindings), (value): Outcome => {
          return assigned === undefined ? { output: value } : { output: value, assigned: assigned as JsonObject };
        }),
      );
    },
  };
}

function template(value: Json | undefined, field: string): Evaluate | undefined {
  if (value === undefined) return undefined;
  const compiled = inField(field, () => compileJsonataTemplate(value, field));
  return (bindings) => compiled.evaluate(bindings);
}
