import { blocks, checkArguments, textOf } from './arguments';
import type { Kind } from './kind';

/** A name for one published version of a state machine. */
export const awsSfnAlias: Kind = async (resource, { services }) => {
  checkArguments(resource, ['name', 'routing_configuration'], ['description']);
  const routingConfiguration = blocks(resource.arguments, 'routing_configuration').map((route) => ({
    stateMachineVersionArn: route['state_machine_version_arn'],
    weight: route['weight'],
  }));
  const input = { name: textOf(resource, 'name'), routingConfiguration };
  const { stateMachineAliasArn: arn } = await services.call('states', 'CreateStateMachineAlias', input, {
    kind: 'operator',
  });
  return { id: String(arn), arn: String(arn) };
};
