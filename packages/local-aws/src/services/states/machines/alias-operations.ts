import { isDeepStrictEqual } from 'node:util';
import { memberOf } from '@document-pipelines/asl/definition';
import { ServiceError, type Shape } from '../../service';
import { stateMachineReference } from '../arns';
import { page } from '../request/page';
import { onStateMachine, type StatesOperation } from '../request/states-operation';
import { routingOf, toRoutingConfiguration } from './alias-routing';
import { findUnqualified, type MachinesContext } from './machines-context';
import type { Alias, StateMachineEntry } from './state-machine-entry';

/** The operations on aliases. */
export function aliasOperations(context: MachinesContext): Readonly<Record<string, StatesOperation>> {
  const onAlias = (action: string) => onStateMachine(action, ({ stateMachineAliasArn }) => stateMachineAliasArn);
  return {
    CreateStateMachineAlias: {
      permissions: onStateMachine('CreateStateMachineAlias', aliasedMachineArn),
      run: (input) => createAlias(input, context),
    },
    UpdateStateMachineAlias: {
      permissions: onAlias('UpdateStateMachineAlias'),
      run: (input) => updateAlias(input, context),
    },
    DeleteStateMachineAlias: {
      permissions: onAlias('DeleteStateMachineAlias'),
      run: (input) => {
        const { entry, name } = aliasOf(input['stateMachineAliasArn'], context);
        const { [name]: _deleted, ...aliases } = entry.aliases;
        context.registry.put({ ...entry, aliases });
        return {};
      },
    },
    DescribeStateMachineAlias: {
      permissions: onAlias('DescribeStateMachineAlias'),
      run: (input) => {
        const { entry, name, alias } = aliasOf(input['stateMachineAliasArn'], context);
        return {
          stateMachineAliasArn: `${entry.stateMachineArn}:${name}`,
          name,
          ...(alias.description === undefined ? {} : { description: alias.description }),
          routingConfiguration: toRoutingConfiguration(entry, alias.routes),
          creationDate: new Date(alias.creationDate),
          updateDate: new Date(alias.updateDate),
        };
      },
    },
    ListStateMachineAliases: {
      permissions: onStateMachine('ListStateMachineAliases', ({ stateMachineArn }) => stateMachineArn),
      run: (input) => listAliases(input, context),
    },
  };
}

function createAlias({ name: given, routingConfiguration, description }: Shape, context: MachinesContext): Shape {
  const { entry, routes } = routingOf(routingConfiguration, context);
  const name = String(given);
  const existing = Object.hasOwn(entry.aliases, name) ? entry.aliases[name] : undefined;
  const now = context.now();
  const alias: Alias = { routes, creationDate: now, updateDate: now, ...optionalDescription(description) };
  if (existing !== undefined && !isSameAlias(existing, alias))
    throw new ServiceError(
      'ConflictException',
      'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
    );
  if (existing === undefined) put(entry, name, alias, context);
  const { creationDate } = existing ?? alias;
  return { stateMachineAliasArn: `${entry.stateMachineArn}:${name}`, creationDate: new Date(creationDate) };
}

function isSameAlias(one: Alias, other: Alias): boolean {
  return one.description === other.description && isDeepStrictEqual(one.routes, other.routes);
}

function updateAlias(input: Shape, context: MachinesContext): Shape {
  const { routingConfiguration, description } = input;
  if (routingConfiguration === undefined && description === undefined)
    throw new ServiceError(
      'ValidationException',
      'Either the description or the RoutingConfiguration must be specified',
      400,
      {
        reason: 'MISSING_REQUIRED_PARAMETER',
      },
    );
  const { entry, name, alias } = aliasOf(input['stateMachineAliasArn'], context);
  const routing = routingConfiguration === undefined ? undefined : routingOf(routingConfiguration, context);
  if (routing !== undefined && routing.entry !== entry)
    throw new ServiceError('ValidationException', 'An alias leads to versions of its own state machine', 400, {
      reason: 'INVALID_ROUTING_CONFIGURATION',
    });
  const updateDate = context.now();
  put(
    entry,
    name,
    { ...alias, routes: routing?.routes ?? alias.routes, updateDate, ...optionalDescription(description) },
    context,
  );
  return { updateDate: new Date(updateDate) };
}

function listAliases(input: Shape, context: MachinesContext): Shape {
  const { qualifier } = stateMachineReference(input['stateMachineArn']);
  const { entry } = context.registry.resolve(input['stateMachineArn']);
  const leadsThere = ({ routes }: Alias): boolean =>
    qualifier === undefined || routes.some(({ version }) => version === qualifier);
  const all = Object.entries(entry.aliases).filter(([, alias]) => leadsThere(alias));
  const { items, nextToken } = page(all, input, ([name]) => name);
  const told = items.map(([name, { creationDate }]) => ({
    stateMachineAliasArn: `${entry.stateMachineArn}:${name}`,
    creationDate: new Date(creationDate),
  }));
  return { stateMachineAliases: told, ...nextToken };
}

interface NamedAlias {
  readonly entry: StateMachineEntry;
  readonly name: string;
  readonly alias: Alias;
}

function aliasOf(arn: unknown, context: MachinesContext): NamedAlias {
  const { stateMachineArn, qualifier } = stateMachineReference(arn);
  const entry = context.registry.find(stateMachineReference(arn).name);
  const aliases = entry?.stateMachineArn === stateMachineArn ? entry.aliases : undefined;
  const alias = qualifier === undefined ? undefined : memberOf(aliases, qualifier);
  if (qualifier === undefined || alias === undefined)
    throw new ServiceError('ResourceNotFound', 'Request references a resource that does not exist.', 400, {
      resourceName: String(arn),
    });
  return { entry: findUnqualified(context, stateMachineArn), name: qualifier, alias };
}

function put(entry: StateMachineEntry, name: string, alias: Alias, { registry }: MachinesContext): void {
  registry.put({ ...entry, aliases: { ...entry.aliases, [name]: alias } });
}

function optionalDescription(description: unknown): { readonly description?: string } {
  return description === undefined ? {} : { description: String(description) };
}

function aliasedMachineArn({ routingConfiguration }: Shape): string {
  const [first] = routingConfiguration as readonly Shape[];
  return stateMachineReference(first?.['stateMachineVersionArn']).stateMachineArn;
}
