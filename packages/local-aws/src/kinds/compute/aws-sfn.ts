import { UserError } from '@document-pipelines/asl/diagnostics';
import { ServiceError, type Shape } from '../../services/service';
import { blocks, checkArguments, operator, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

/** A state machine with its final definition: it is compiled here, so a definition that cannot run fails by its address. */
const awsSfnStateMachine: ResourceType = async (resource, { services, localAccount }) => {
  const known = ['name', 'definition', 'role_arn', 'type', 'publish', 'logging_configuration'];
  checkArguments(resource, known, ['tracing_configuration']);
  const { type = 'STANDARD', publish = false } = resource.arguments;
  const name = textOf(resource, 'name');
  const settings = {
    definition: textOf(resource, 'definition'),
    roleArn: textOf(resource, 'role_arn'),
    publish,
    ...loggingOf(resource),
  };
  const stateMachineArn = `arn:${localAccount.partition}:states:${localAccount.region}:${localAccount.account}:stateMachine:${name}`;
  const call = (operation: string, input: Shape): Promise<Shape> => services.call('states', operation, input, operator);

  const describe = (): Promise<Shape> =>
    call('DescribeStateMachine', { stateMachineArn, includedData: 'METADATA_ONLY' });
  const existing = await find(describe);
  if (existing !== undefined && existing['type'] !== type) {
    throw new UserError(
      `the type of ${name} changed from ${String(existing['type'])} to ${String(type)}: start with --fresh`,
    );
  }
  const answer =
    existing === undefined
      ? await call('CreateStateMachine', { ...settings, name, type })
      : await call('UpdateStateMachine', { ...settings, stateMachineArn });
  const { stateMachineVersionArn: versionArn } = answer;
  const { revisionId, creationDate } = await describe();
  return {
    id: stateMachineArn,
    arn: stateMachineArn,
    status: 'ACTIVE',
    revision_id: String(revisionId),
    creation_date: (creationDate as Date).toISOString(),
    ...(versionArn === undefined ? {} : { state_machine_version_arn: String(versionArn) }),
  };
};

async function find(describe: () => Promise<Shape>): Promise<Shape | undefined> {
  try {
    return await describe();
  } catch (error) {
    if (error instanceof ServiceError && error.name === 'StateMachineDoesNotExist') return undefined;
    throw error;
  }
}

/** What the configuration of logs asks of the role is checked; executions are in files. */
function loggingOf({ arguments: given }: Parameters<ResourceType>[0]): Shape {
  const [logging] = blocks(given, 'logging_configuration');
  if (logging === undefined) return {};
  const { level = 'OFF', include_execution_data: includeExecutionData = false, log_destination: logGroupArn } = logging;
  const destinations = logGroupArn === undefined ? [] : [{ cloudWatchLogsLogGroup: { logGroupArn } }];
  return { loggingConfiguration: { level, includeExecutionData, destinations } };
}

/** A name for one published version of a state machine. */
const awsSfnAlias: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['name', 'routing_configuration'], ['description']);
  const routingConfiguration = blocks(resource.arguments, 'routing_configuration').map((route) => ({
    stateMachineVersionArn: route['state_machine_version_arn'],
    weight: route['weight'],
  }));
  const name = textOf(resource, 'name');
  const [versionArn = ''] = routingConfiguration.map(({ stateMachineVersionArn }) => String(stateMachineVersionArn));
  const stateMachineAliasArn = `${versionArn.slice(0, versionArn.lastIndexOf(':'))}:${name}`;
  const call = (operation: string, input: Shape): Promise<Shape> => services.call('states', operation, input, operator);
  try {
    await call('CreateStateMachineAlias', { name, routingConfiguration });
  } catch (error) {
    // An earlier start led it to another version.
    if (!(error instanceof ServiceError && error.name === 'ConflictException')) throw error;
    await call('UpdateStateMachineAlias', { stateMachineAliasArn, routingConfiguration });
  }
  return { id: stateMachineAliasArn, arn: stateMachineAliasArn };
};

/** Resource types of Step Functions. */
export const sfnResourceTypes: ResourceTypes = {
  aws_sfn_state_machine: awsSfnStateMachine,
  aws_sfn_alias: awsSfnAlias,
};
