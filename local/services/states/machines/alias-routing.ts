import { ServiceError, type Shape } from '../../service';
import { stateMachineReference } from '../arns';
import type { MachinesContext } from './machines-context';
import type { Route, StateMachineEntry } from './state-machine-entry';

/** The routing of an alias, and the machine whose versions it leads to. */
export interface Routing {
  readonly entry: StateMachineEntry;
  readonly routes: readonly Route[];
}

/** Reads a routing configuration. Throws ValidationException with AWS's words for what it cannot be. */
export function routingOf(configuration: unknown, context: MachinesContext): Routing {
  const items = configuration as readonly Shape[];
  const arns = items.map(({ stateMachineVersionArn }) => String(stateMachineVersionArn));
  const list = `[${arns.join(', ')}]`;
  if (new Set(arns).size < arns.length)
    throw refused(`Routing configuration must contain distinct state machine version ARNs. Received: ${list}`);
  const weights = items.map(({ weight }, index) => checkedWeight(weight, index));
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100)
    throw refused(`Sum of routing configuration weights must equal 100. Received: ${JSON.stringify(weights)}`);
  const entries = arns.map((arn) => machineOf(arn, list, context));
  const entry = entries[0]!;
  if (entries.some((other) => other !== entry))
    throw refused(`Routing configuration must contain versions of one state machine. Received: ${list}`);
  const routes = arns.map((arn, index) => ({
    version: stateMachineReference(arn).qualifier!,
    weight: weights[index]!,
  }));
  return { entry, routes };
}

/** A routing as the API tells it. */
export function toldRouting({ stateMachineArn }: StateMachineEntry, routes: readonly Route[]): readonly Shape[] {
  return routes.map(({ version, weight }) => ({ stateMachineVersionArn: `${stateMachineArn}:${version}`, weight }));
}

/** The machine of a version that exists. */
function machineOf(arn: string, list: string, { registry }: MachinesContext): StateMachineEntry {
  const { name, qualifier } = stateMachineReference(arn);
  const entry = registry.find(name);
  if (entry === undefined || qualifier === undefined || !Object.hasOwn(entry.versions, qualifier))
    throw refused(`Routing configuration must contain state machine version ARNs. Received: ${list}`);
  return entry;
}

function checkedWeight(weight: unknown, index: number): number {
  const at = `1 validation error detected: Value '${String(weight)}' at 'routingConfiguration.${index + 1}.member.weight' failed to satisfy constraint`;
  if (typeof weight !== 'number' || weight < 0)
    throw refused(`${at}: Member must have value greater than or equal to 0`);
  if (weight > 100) throw refused(`${at}: Member must have value less than or equal to 100`);
  return weight;
}

function refused(message: string): ServiceError {
  return new ServiceError('ValidationException', message, 400, { reason: 'INVALID_ROUTING_CONFIGURATION' });
}
