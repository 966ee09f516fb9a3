import type { JsonObject, StateMachineDefinition } from '@document-pipelines/asl/definition';
import { type CompiledStateMachine, compileStateMachine } from '@document-pipelines/asl/interpreter';
import { definitionsOf, type Pipeline } from './pipeline';

/** Changes of a machine's definition before it is compiled. */
export type Change = (definition: JsonObject, name: string) => JsonObject;

/** The machines that a pipeline's executions run, by name. */
export function compiledMachines(
  pipeline: Pipeline,
  throttleMaxAttempts?: number,
  change: Change = (definition) => definition,
): Readonly<Record<string, CompiledStateMachine>> {
  const definitions = Object.entries(definitionsOf(pipeline, throttleMaxAttempts));
  return Object.fromEntries(
    definitions.map(([name, definition]) => [
      name,
      compileStateMachine(change(definition, name) as unknown as StateMachineDefinition),
    ]),
  );
}
