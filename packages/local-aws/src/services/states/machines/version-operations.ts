import { ServiceError, type Shape } from '../../service';
import { stateMachineReference } from '../arns';
import { page } from '../request/page';
import { onStateMachine, type StatesOperation } from '../request/states-operation';
import { findUnqualified, type MachinesContext, publish } from './machines-context';

/** The operations on versions of state machines. */
export function versionOperations(context: MachinesContext): Readonly<Record<string, StatesOperation>> {
  return {
    PublishStateMachineVersion: {
      permissions: onStateMachine('PublishStateMachineVersion', ({ stateMachineArn }) => stateMachineArn),
      run: (input) => publishVersion(input, context),
    },
    ListStateMachineVersions: {
      permissions: onStateMachine('ListStateMachineVersions', ({ stateMachineArn }) => stateMachineArn),
      run: (input) => {
        const { versions, stateMachineArn } = findUnqualified(context, input['stateMachineArn']);
        const newestFirst = Object.entries(versions).sort(([a], [b]) => Number(b) - Number(a));
        const { items, nextToken } = page(newestFirst, input, ([number]) => number);
        const told = items.map(([number, { creationDate }]) => ({
          stateMachineVersionArn: `${stateMachineArn}:${number}`,
          creationDate: new Date(creationDate),
        }));
        return { stateMachineVersions: told, ...nextToken };
      },
    },
    DeleteStateMachineVersion: {
      permissions: onStateMachine('DeleteStateMachineVersion', ({ stateMachineVersionArn }) => stateMachineVersionArn),
      run: (input) => deleteVersion(input, context),
    },
  };
}

function publishVersion({ stateMachineArn, revisionId, description }: Shape, context: MachinesContext): Shape {
  const entry = findUnqualified(context, stateMachineArn);
  const isInitial = revisionId === 'INITIAL' && Object.keys(entry.revisions).length === 1;
  if (revisionId !== undefined && revisionId !== entry.currentRevisionId && !isInitial)
    throw new ServiceError(
      'ConflictException',
      `Failed to publish the State Machine version for revision ${String(revisionId)}. The current State Machine revision is ${entry.currentRevisionId}.`,
    );
  const published = publish(entry, description, context);
  return { ...published, creationDate: new Date(published.creationDate) };
}

/** Deleting a missing version is not an error. */
function deleteVersion({ stateMachineVersionArn: arn }: Shape, { registry }: MachinesContext): Shape {
  const { name, qualifier } = stateMachineReference(arn);
  if (qualifier === undefined || !/^\d+$/.test(qualifier))
    throw new ServiceError('ValidationException', `A state machine version ARN is required. Received: ${String(arn)}`);
  const entry = registry.find(name);
  if (entry === undefined || !Object.hasOwn(entry.versions, qualifier)) return {};
  const aliases = Object.entries(entry.aliases).filter(([, { routes }]) =>
    routes.some(({ version }) => version === qualifier),
  );
  if (aliases.length > 0)
    throw new ServiceError(
      'ConflictException',
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.map(([alias]) => alias).join(', ')}]`,
    );
  const { [qualifier]: _deleted, ...versions } = entry.versions;
  registry.put({ ...entry, versions });
  return {};
}
