import type { JsonObject, StateMachineDefinition } from '../../../asl/definition';
import { type CompiledStateMachine, compileStateMachine } from '../../../interpreter';
import type { Pipeline } from './pipeline';

/** A pipeline's machine, as it is given, and those that it starts besides, by name. */
export function compiledMachines(
  pipeline: Pipeline,
  definition: JsonObject,
  throttleMaxAttempts?: number,
): Readonly<Record<string, CompiledStateMachine>> {
  const definitions = { ...pipeline.others?.(throttleMaxAttempts), [pipeline.name]: definition };
  return Object.fromEntries(Object.entries(definitions).map(([name, each]) => [name, compiled(each)]));
}

function compiled(definition: JsonObject): CompiledStateMachine {
  return compileStateMachine(definition as unknown as StateMachineDefinition);
}
