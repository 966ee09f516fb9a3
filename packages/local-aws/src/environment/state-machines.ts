import type { SynthesisedApp } from '../apply';
import type { Local } from '../start-local';
import { CannotRunError } from './cannot-run-error';

const type = 'aws_sfn_state_machine';

/** A state machine of the applied stack. */
export interface AppliedMachine {
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
}

/** Throws CannotRunError, which names the existing ones, if a stack does not have a state machine of this local name (`my-pipeline`). */
export function checkStateMachine({ resources }: Pick<SynthesisedApp, 'resources'>, localName: string): void {
  const machines = resources.filter((resource) => resource.type === type);
  const known = machines.map(({ address }) => address.slice(type.length + 1)).sort();
  if (known.includes(localName)) return;
  throw new CannotRunError(`there is no state machine ${localName}; available: ${known.join(', ')}`);
}

/** Returns a state machine of an applied stack by its local name. Throws an Error without one: `checkStateMachine` reports it earlier. */
export function appliedMachine({ applied }: Pick<Local, 'applied'>, localName: string): AppliedMachine {
  const attributes = applied.attributes[`${type}.${localName}`];
  if (attributes === undefined) throw new Error(`the stack has no state machine ${localName}`);
  const machineType = attributes['type'] === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
  return { name: String(attributes['name']), arn: String(attributes['arn']), type: machineType };
}
