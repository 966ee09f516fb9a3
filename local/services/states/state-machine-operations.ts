import type { StateMachineType } from '../../../interpreter';
import type { Policies } from '../../policies';
import { type Operation, ServiceError, type Shape } from '../service';
import { type ArnPlace, checkName, stateMachineArn, stateMachinePermission, stateMachineReference } from './arns';
import { compileText, revisionOf, type StateMachineEntry, type StateMachineRegistry } from './state-machine-registry';

/** What these operations work on. */
export interface StateMachineOperationsContext {
  readonly place: ArnPlace;
  readonly registry: StateMachineRegistry;
  readonly now: () => number;
  readonly policies: Pick<Policies, 'allowsAssume'>;
}

/** The operations that make state machines, versions and aliases what they are, as far as a stack uses them. */
export function stateMachineOperations(context: StateMachineOperationsContext): Readonly<Record<string, Operation>> {
  const { registry, place } = context;
  const operation = (action: string, arnOf: (input: Shape) => string, run: (input: Shape) => Shape): Operation => ({
    permissions: (input) => [
      arnOf(input) === '*'
        ? { action: `states:${action}`, resource: '*' }
        : stateMachinePermission(action, arnOf(input)),
    ],
    run: async (input) => run(input),
  });
  const given = (name: string) => (input: Shape) => String(input[name]);
  const named = (input: Shape): string => stateMachineArn(String(input['name']), place);

  return {
    CreateStateMachine: operation('CreateStateMachine', named, (input) => createStateMachine(input, context)),
    UpdateStateMachine: operation('UpdateStateMachine', given('stateMachineArn'), (input) =>
      updateStateMachine(input, context),
    ),
    PublishStateMachineVersion: operation('PublishStateMachineVersion', given('stateMachineArn'), (input) => {
      const { entry } = registry.resolve(input['stateMachineArn']);
      return { creationDate: new Date(context.now()), stateMachineVersionArn: publish(entry, registry) };
    }),
    CreateStateMachineAlias: operation('CreateStateMachineAlias', aliasedMachineArn, (input) =>
      putAlias(String(input['name']), input, context),
    ),
    UpdateStateMachineAlias: operation('UpdateStateMachineAlias', given('stateMachineAliasArn'), (input) => {
      const { qualifier = '' } = stateMachineReference(input['stateMachineAliasArn']);
      return putAlias(qualifier, input, context);
    }),
    DescribeStateMachine: operation('DescribeStateMachine', given('stateMachineArn'), (input) => {
      const { entry, revision } = registry.resolve(input['stateMachineArn']);
      return {
        stateMachineArn: String(input['stateMachineArn']),
        name: entry.name,
        status: 'ACTIVE',
        definition: revision.definition,
        roleArn: revision.roleArn,
        type: entry.type,
        creationDate: new Date(entry.creationDate),
        revisionId: revision.revisionId,
      };
    }),
    ListStateMachines: operation(
      'ListStateMachines',
      () => '*',
      () => ({
        stateMachines: registry.names().map((name) => {
          const entry = registry.find(name)!;
          return {
            stateMachineArn: entry.stateMachineArn,
            name,
            type: entry.type,
            creationDate: new Date(entry.creationDate),
          };
        }),
      }),
    ),
  };
}

function createStateMachine(input: Shape, context: StateMachineOperationsContext): Shape {
  const { registry, place, now } = context;
  const name = checkName(String(input['name']));
  const type = typeOf(input['type']);
  const revision = revisionOf(String(input['definition']), String(input['roleArn']));
  compileText(revision.definition);
  checkRole(revision.roleArn, stateMachineArn(name, place), context);
  const existing = registry.find(name);
  if (existing !== undefined && (existing.currentRevisionId !== revision.revisionId || existing.type !== type)) {
    throw new ServiceError('StateMachineAlreadyExists', `State Machine Already Exists: '${existing.stateMachineArn}'`);
  }
  const entry: StateMachineEntry = existing ?? {
    name,
    stateMachineArn: stateMachineArn(name, place),
    type,
    creationDate: now(),
    currentRevisionId: revision.revisionId,
    revisions: { [revision.revisionId]: revision },
    versions: {},
    aliases: {},
  };
  registry.put(entry);
  return {
    stateMachineArn: entry.stateMachineArn,
    creationDate: new Date(entry.creationDate),
    ...publishedIfAsked(input, entry, registry),
  };
}

function updateStateMachine(input: Shape, context: StateMachineOperationsContext): Shape {
  const { registry, now } = context;
  const { entry, revision } = registry.resolve(input['stateMachineArn']);
  const { definition = revision.definition, roleArn = revision.roleArn } = input;
  const next = revisionOf(String(definition), String(roleArn));
  compileText(next.definition);
  checkRole(next.roleArn, entry.stateMachineArn, context);
  const updated = {
    ...entry,
    currentRevisionId: next.revisionId,
    revisions: { ...entry.revisions, [next.revisionId]: next },
  };
  registry.put(updated);
  return { updateDate: new Date(now()), revisionId: next.revisionId, ...publishedIfAsked(input, updated, registry) };
}

/** Step Functions takes a role only if it may assume it. */
function checkRole(roleArn: string, machineArn: string, { policies, place }: StateMachineOperationsContext): void {
  const conditionKeys = { 'aws:SourceArn': machineArn, 'aws:SourceAccount': place.account };
  const decision = policies.allowsAssume(roleArn, 'states.amazonaws.com', conditionKeys);
  if (decision.allowed) return;
  throw new ServiceError(
    'AccessDeniedException',
    `Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role: ${decision.reason}`,
  );
}

function publishedIfAsked(input: Shape, entry: StateMachineEntry, registry: StateMachineRegistry): Shape {
  return input['publish'] === true ? { stateMachineVersionArn: publish(entry, registry) } : {};
}

/** A new version only where the newest one is another revision, as AWS does it. */
function publish(entry: StateMachineEntry, registry: StateMachineRegistry): string {
  const newest = Math.max(0, ...Object.keys(entry.versions).map(Number));
  if (entry.versions[String(newest)] === entry.currentRevisionId) return `${entry.stateMachineArn}:${newest}`;
  registry.put({ ...entry, versions: { ...entry.versions, [newest + 1]: entry.currentRevisionId } });
  return `${entry.stateMachineArn}:${newest + 1}`;
}

function aliasedMachineArn(input: Shape): string {
  return stateMachineReference(routesOf(input)[0]?.['stateMachineVersionArn']).stateMachineArn;
}

function routesOf({ routingConfiguration }: Shape): readonly Shape[] {
  return Array.isArray(routingConfiguration) ? routingConfiguration : [];
}

function putAlias(name: string, input: Shape, { registry, now }: StateMachineOperationsContext): Shape {
  const [route, ...others] = routesOf(input);
  if (route === undefined || others.length > 0) {
    throw new ServiceError('ValidationException', 'the stand-in models aliases that route to exactly one version');
  }
  const { stateMachineVersionArn: arn } = route;
  const { entry } = registry.resolve(arn);
  const { qualifier = '', stateMachineArn: machineArn } = stateMachineReference(arn);
  registry.put({ ...entry, aliases: { ...entry.aliases, [checkName(name)]: qualifier } });
  return { stateMachineAliasArn: `${machineArn}:${name}`, creationDate: new Date(now()), updateDate: new Date(now()) };
}

function typeOf(type: unknown): StateMachineType {
  if (type === undefined || type === 'STANDARD') return 'STANDARD';
  if (type === 'EXPRESS') return 'EXPRESS';
  throw new ServiceError('StateMachineTypeNotSupported', `State Machine Type Not Supported: '${String(type)}'`);
}
