import type { StateMachineDefinition } from '../../asl/definition';

/** A definition with every path, expression and template parsed: made once by `compileStateMachine`, run any number of times. */
export interface CompiledStateMachine {
  readonly definition: StateMachineDefinition;
}
