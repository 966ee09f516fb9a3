import { ServiceError, type Shape } from '../../service';
import { stateMachineReference } from '../arns';
import type { MachinesContext } from './machines-context';
import type { Route, StateMachineEntry } from './state-machine-entry';

/** The routing of an alias, and the machine whose versions it leads to. */
export interface Routing {
  readonly entry: StateMachineEntry;
  readonly routes: readonly Route[];
}

/** Parses a routing configuration. Throws ValidationException with AWS's message for what is not allowed. */
export function routingOf(configuration: unknown, context: MachinesContext): Routing {
  const items = configuration as readonly Shape[];
  const arns = items.map(({ stateMachineVersionArn }) => String(stateMachineVersionArn));
  const list = `[${arns.join(', ')}]`;
  if (new Set(arns).size < arns.length)
    throw validationException(
      `Routing configuration must contain distinct state machine version ARNs. Received: ${list}`,
    );
  const weighted = items.map(({ stateMachineVersionArn, weight }, index) => ({
    arn: String(stateMachineVersionArn),
    weight: checkedWeight(weight, index),
  }));
  const weights = weighted.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100)
    throw validationException(
      `Sum of routing configuration weights must equal 100. Received: ${JSON.stringify(weights)}`,
    );
  const found = weighted.map(({ arn, weight }) => ({ ...versionOf(arn, list, context), weight }));
  const [entry, ...others] = new Set(found.map((each) => each.entry));
  if (entry === undefined || others.length > 0)
    throw validationException(`Routing configuration must contain versions of one state machine. Received: ${list}`);
  return { entry, routes: found.map(({ version, weight }) => ({ version, weight })) };
}

/** Returns a routing in the shape of the API. */
export function toRoutingConfiguration(
  { stateMachineArn }: StateMachineEntry,
  routes: readonly Route[],
): readonly Shape[] {
  return routes.map(({ version, weight }) => ({ stateMachineVersionArn: `${stateMachineArn}:${version}`, weight }));
}

/** Returns a version that exists, with its machine. */
function versionOf(
  arn: string,
  list: string,
  { registry }: MachinesContext,
): { readonly entry: StateMachineEntry; readonly version: string } {
  const { name, qualifier } = stateMachineReference(arn);
  const entry = registry.find(name);
  if (entry === undefined || qualifier === undefined || !Object.hasOwn(entry.versions, qualifier))
    throw validationException(`Routing configuration must contain state machine version ARNs. Received: ${list}`);
  return { entry, version: qualifier };
}

function checkedWeight(weight: unknown, index: number): number {
  const at = `1 validation error detected: Value '${String(weight)}' at 'routingConfiguration.${index + 1}.member.weight' failed to satisfy constraint`;
  if (typeof weight !== 'number' || weight < 0)
    throw validationException(`${at}: Member must have value greater than or equal to 0`);
  if (weight > 100) throw validationException(`${at}: Member must have value less than or equal to 100`);
  return weight;
}

function validationException(message: string): ServiceError {
  return new ServiceError('ValidationException', message, 400, { reason: 'INVALID_ROUTING_CONFIGURATION' });
}
