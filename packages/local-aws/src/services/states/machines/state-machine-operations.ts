import { isDeepStrictEqual } from 'node:util';
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { findVariableReferences } from '@document-pipelines/asl/expressions';
import { definitionDiagnostics, type StateMachineType } from '@document-pipelines/asl/interpreter';
import { ServiceError, type Shape } from '../../service';
import { checkName, checkRoleArn, stateMachineArn, stateMachineReference } from '../arns';
import { page } from '../request/page';
import { onAnything, onStateMachine, type StatesOperation } from '../request/states-operation';
import { checkVersionDescription, findUnqualified, type MachinesContext, publishIfRequested } from './machines-context';
import { refuseFaultyDefinition } from './refuse-faulty-definition';
import { StateMachineAlreadyExists } from './state-machine-already-exists';
import { currentRevision, type Revision, revisionOf, type StateMachineEntry } from './state-machine-entry';
import { checkLogDelivery, checkRole, checkSettings, givenSettings, toSettingsShape } from './state-machine-settings';
import { givenTags } from './tags';

/** The operations on state machines and their definitions. */
export function stateMachineOperations(context: MachinesContext): Readonly<Record<string, StatesOperation>> {
  const { registry, localAccount } = context;
  const arnOf = (input: Shape): unknown => input['stateMachineArn'];
  return {
    CreateStateMachine: {
      permissions: onStateMachine('CreateStateMachine', ({ name }) => stateMachineArn(String(name), localAccount)),
      run: (input) => createStateMachine(input, context),
    },
    UpdateStateMachine: {
      permissions: onStateMachine('UpdateStateMachine', arnOf),
      run: (input) => updateStateMachine(input, context),
    },
    DeleteStateMachine: {
      permissions: onStateMachine('DeleteStateMachine', arnOf),
      run: async (input) => {
        const { name, stateMachineArn: arn } = stateMachineReference(input['stateMachineArn']);
        if (registry.find(name)?.stateMachineArn !== arn) return {};
        registry.remove(name);
        await context.deleted(name);
        return {};
      },
    },
    DescribeStateMachine: {
      permissions: onStateMachine('DescribeStateMachine', arnOf),
      run: (input) => describeStateMachine(input, context),
    },
    ListStateMachines: {
      permissions: onAnything('ListStateMachines'),
      run: (input) => {
        const { items, nextToken } = page(registry.all(), input, ({ name }) => name);
        return { stateMachines: items.map(listItem), ...nextToken };
      },
    },
    ValidateStateMachineDefinition: {
      permissions: onAnything('ValidateStateMachineDefinition'),
      run: validateDefinition,
    },
  };
}

function createStateMachine(input: Shape, context: MachinesContext): Shape {
  const { registry, localAccount, now } = context;
  checkVersionDescription(input);
  const name = checkName(String(input['name']));
  const type = (input['type'] ?? 'STANDARD') as StateMachineType;
  const definition = String(input['definition']);
  const roleArn = checkRoleArn(String(input['roleArn']));
  checkSettings(input);
  const tags = givenTags(input['tags']);
  const existing = registry.find(name);
  if (existing !== undefined) return sameStateMachine(existing, input, context);
  refuseFaultyDefinition({ text: definition, type, name }, context.checks);
  const revision = revisionOf({ definition, roleArn, ...givenSettings(input) }, now());
  checkRole(revision.roleArn, stateMachineArn(name, localAccount), context);
  checkLogDelivery(revision, context);
  const entry: StateMachineEntry = {
    name,
    stateMachineArn: stateMachineArn(name, localAccount),
    type,
    creationDate: now(),
    currentRevisionId: revision.revisionId,
    revisions: { [revision.revisionId]: revision },
    versions: {},
    lastVersion: 0,
    aliases: {},
    tags,
  };
  registry.put(entry);
  return toCreateResponse(entry, input, context);
}

/** CreateStateMachine is idempotent by name, definition, type, logging and tracing; another role or other tags are ignored. */
function sameStateMachine(existing: StateMachineEntry, input: Shape, context: MachinesContext): Shape {
  const { definition, ...settings } = currentRevision(existing);
  const isSame =
    definition === input['definition'] &&
    existing.type === (input['type'] ?? 'STANDARD') &&
    isDeepStrictEqual(toSettingsShape(settings), toSettingsShape(givenSettings(input)));
  if (isSame) return toCreateResponse(existing, input, context);
  throw new StateMachineAlreadyExists(existing.stateMachineArn);
}

function toCreateResponse(entry: StateMachineEntry, input: Shape, context: MachinesContext): Shape {
  const { stateMachineArn: arn, creationDate } = entry;
  return {
    stateMachineArn: arn,
    creationDate: new Date(creationDate),
    ...publishIfRequested(input, entry, context),
  };
}

function updateStateMachine(input: Shape, context: MachinesContext): Shape {
  const { registry, now } = context;
  checkVersionDescription(input);
  const entry = findUnqualified(context, input['stateMachineArn']);
  const { updateDate: _told, revisionId: _id, ...before } = currentRevision(entry);
  if (isWithoutChange(input))
    throw new ServiceError(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, the EncryptionConfiguration or the TracingConfiguration must be specified',
    );
  if (input['roleArn'] !== undefined) checkRoleArn(String(input['roleArn']));
  checkSettings(input);
  const { definition = before.definition, roleArn = before.roleArn } = input;
  if (input['definition'] !== undefined)
    refuseFaultyDefinition({ text: String(definition), type: entry.type, name: entry.name }, context.checks);
  const next = revisionOf(
    { ...before, definition: String(definition), roleArn: String(roleArn), ...givenSettings(input) },
    now(),
  );
  checkRole(next.roleArn, entry.stateMachineArn, context);
  checkLogDelivery(next, context);
  const updated = {
    ...entry,
    currentRevisionId: next.revisionId,
    revisions: { ...entry.revisions, [next.revisionId]: next },
  };
  registry.put(updated);
  return {
    updateDate: new Date(next.updateDate ?? now()),
    revisionId: next.revisionId,
    ...publishIfRequested(input, updated, context),
  };
}

/** `publish: true` alone is a request to publish the current revision. */
function isWithoutChange(input: Shape): boolean {
  const changing = [
    'definition',
    'roleArn',
    'loggingConfiguration',
    'tracingConfiguration',
    'encryptionConfiguration',
    'publish',
  ];
  return changing.every((name) => input[name] === undefined || input[name] === false);
}

function describeStateMachine({ stateMachineArn: arn, includedData }: Shape, { registry }: MachinesContext): Shape {
  const { entry, revision, stateMachineVersionArn } = registry.resolve(arn);
  const version = entry.versions[stateMachineVersionArn?.slice(entry.stateMachineArn.length + 1) ?? ''];
  return {
    stateMachineArn: String(arn),
    name: entry.name,
    status: 'ACTIVE',
    type: entry.type,
    creationDate: new Date(version?.creationDate ?? entry.creationDate),
    ...(version?.description === undefined ? {} : { description: version.description }),
    ...describedRevision(revision, includedData),
  };
}

/** Returns a revision in the shape used by DescribeStateMachine and DescribeStateMachineForExecution. */
export function describedRevision(revision: Revision, includedData: unknown): Shape {
  const { roleArn, revisionId, definition } = revision;
  const told = { roleArn, revisionId, ...toSettingsShape(revision) };
  if (includedData === 'METADATA_ONLY') return told;
  const references = findVariableReferences(JSON.parse(definition) as StateMachineDefinition);
  return { ...told, definition, ...(Object.keys(references).length === 0 ? {} : { variableReferences: references }) };
}

function listItem({ stateMachineArn: arn, name, type, creationDate }: StateMachineEntry): Shape {
  return { stateMachineArn: arn, name, type, creationDate: new Date(creationDate) };
}

function validateDefinition({ definition, type, severity, maxResults }: Shape): Shape {
  const all = definitionDiagnostics(String(definition), (type ?? 'STANDARD') as StateMachineType);
  const isWrong = all.some((diagnostic) => diagnostic.severity === 'ERROR');
  const wanted = severity === 'WARNING' ? all : all.filter((diagnostic) => diagnostic.severity === 'ERROR');
  const size = typeof maxResults === 'number' && maxResults > 0 ? maxResults : 100;
  return {
    result: isWrong ? 'FAIL' : 'OK',
    diagnostics: wanted.slice(0, size),
    truncated: wanted.length > size,
  };
}
