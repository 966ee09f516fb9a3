import type { StateMachineDefinition } from '../../language/definition';
import { compileScope } from './compile-scope';
import type { CompiledStateMachine } from './compiled-state-machine';

/** Compiles a definition. Throws an Error naming state and field for what cannot be compiled. */
export function compileStateMachine(definition: StateMachineDefinition): CompiledStateMachine {
  return { definition, scope: compileScope(definition, definition.QueryLanguage ?? 'JSONPath') };
}
