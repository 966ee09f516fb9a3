import { memberOf, type StateMachineDefinition } from '../../../language/definition';
import { type Diagnostic, UserError } from '../../../language/diagnostics';
import { type ParsedDefinition, substitute } from '../../../language/load';
import { compileStateMachine } from '../../compile';
import type { CompiledStateMachine } from '../../compile/compiled-state-machine';
import type { StateMachineType } from '../../execution-record';
import { type FilledPlaceholders, fillPlaceholders } from '../case-file/fill-placeholders';
import { nameOf } from '../case-file/read-case-file';
import type { GivenSubstitutions } from '../case-file/test-case';
import { observedDefinition } from './observed-definition';

/** A state machine ready to be run and observed, any number of times. */
export interface TestedMachine {
  readonly name: string;
  readonly parsed: ParsedDefinition;
  readonly definition: StateMachineDefinition;
  readonly compiled: CompiledStateMachine;
  readonly type: StateMachineType;
  readonly assumed: FilledPlaceholders['assumed'];
}

/** A machine, or the errors that prevent it from running. */
export interface PreparedMachine {
  readonly machine?: TestedMachine;
  readonly diagnostics: readonly Diagnostic[];
}

/** Fills in the placeholders and compiles. Throws UserError for what the interpreter refuses by name, such as a value put for a placeholder. */
export function prepareMachine(
  parsed: ParsedDefinition,
  given: GivenSubstitutions,
  type: StateMachineType,
): PreparedMachine {
  const { substitutions, assumed } = fillPlaceholders(parsed, given);
  const { definition, diagnostics } = substitute(parsed, substitutions);
  if (definition === undefined) return { diagnostics };
  const compiled = compileOrThrow(definition, parsed.file);
  return { machine: { name: nameOf(parsed.file), parsed, definition, compiled, type, assumed }, diagnostics };
}

function compileOrThrow(definition: StateMachineDefinition, file: string): CompiledStateMachine {
  try {
    return compileStateMachine(observedDefinition(definition));
  } catch (error) {
    throw isRefusal(error) ? new UserError(error.message, { location: file, cause: error }) : error;
  }
}

/**
 * A rejection is a plain Error, with the field and the state before its message; a TypeError and the like is a defect.
 */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error.cause === undefined ? error.constructor === Error : isRefusal(error.cause);
}

/**
 * Returns a child of a Distributed Map as a machine of its own: its input is what the Map passes to a child. Throws a
 * UserError if the Map does not exist.
 */
export function childMachine(machine: TestedMachine, mapName: string): TestedMachine {
  const { definition } = machine;
  const map = memberOf(definition.States, mapName);
  const scope = map?.Type === 'Map' ? map.ItemProcessor : undefined;
  if (scope?.ProcessorConfig?.Mode !== 'DISTRIBUTED') {
    throw new UserError(`\`child: ${mapName}\`: ${machine.parsed.file} has no Distributed Map of that name at its top`);
  }
  const { StartAt, States, ProcessorConfig } = scope;
  const child: StateMachineDefinition = {
    StartAt,
    States,
    ...(definition.QueryLanguage !== undefined && { QueryLanguage: definition.QueryLanguage }),
  };
  const type = ProcessorConfig.ExecutionType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
  return { ...machine, definition: child, type, compiled: compileStateMachine(observedDefinition(child)) };
}
