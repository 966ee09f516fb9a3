import { memberOf } from '../../definition';
import { iamActions } from '../actions/iam-actions';
import { regionalArn } from '../deployment-target';
import { anyBecause, arns, type Grant, type GrantedResources } from '../grant';
import { bedrockSdkRules } from '../integrations/bedrock';
import { callersRights, secretResources } from '../integrations/callers-rights';
import { dynamodbSdkRules } from '../integrations/dynamodb';
import {
  functionAndMessageRules,
  functionResources,
  machineResources,
  queueResources,
} from '../integrations/functions-and-messages';
import { jobRules } from '../integrations/jobs';
import { redshiftDataRules } from '../integrations/redshift-data';
import type { IntegrationRules } from '../integrations/rule';
import { bucketResources, objectResources, s3SdkRules } from '../integrations/s3';
import { resourcesNamed, type ServiceCall } from '../task-call';
import { actionsOf, iamPrefix } from './actions';
import { passedRoles } from './passed-roles';
import { noResourceLevelPermissions, resourcesOfAction } from './resource-arns';
import { sdkResources } from './resources';

/** Operations whose permissions are not those of one action on what the arguments name, by `service:operation`. */
export const sdkExceptions: IntegrationRules = {
  ...s3SdkRules,
  ...dynamodbSdkRules,
  ...bedrockSdkRules,
  ...redshiftDataRules,
  'athena:getQueryResults': jobRules['athena:getQueryResults']!,
  'athena:startQueryExecution': jobRules['athena:startQueryExecution']!,
  'ec2:runInstances': runInstances,
  'ecs:runTask': jobRules['ecs:runTask']!,
  'eventbridge:putEvents': functionAndMessageRules['events:putEvents']!,
  'sns:publish': functionAndMessageRules['sns:publish']!,
};

/**
 * Returns the permissions of a call through the AWS SDK integration: an exception if there is one, else the action of its
 * name on what its arguments name; then what the service does with the caller's rights, and the roles that it is handed.
 * Undefined if IAM knows no action for the operation.
 */
export function sdkGrants(call: ServiceCall): readonly Grant[] | undefined {
  const own = ownGrants(call);
  return own === undefined ? undefined : [...own, ...callersRights(call), ...passedRoles(call)];
}

function ownGrants(call: ServiceCall): readonly Grant[] | undefined {
  const exception = memberOf(sdkExceptions, `${call.service}:${call.operation}`);
  if (exception !== undefined) return exception(call);
  const actions = actionsOf(call.service, call.operation);
  return actions?.map((action): Grant => ({ actions: [action], resources: resourcesOf(call, action) }));
}

function resourcesOf(call: ServiceCall, action: string): GrantedResources {
  const { service, operation, target, arguments: given } = call;
  const [prefix = '', name = ''] = action.split(':');
  const known = iamActions.find(prefix, name);
  if (known?.resourceTypes.length === 0) return noResourceLevelPermissions;
  if (service === 'sqs' && given.has('QueueUrl')) return queueResources(target, given.value('QueueUrl'));
  if (service === 'lambda' && given.has('FunctionName')) return functionResources(target, given.value('FunctionName'));
  if (service === 'sfn' && given.has('StateMachineArn')) return machineResources(call);
  if (service === 's3' && given.has('Bucket'))
    return given.has('Key') ? objectResources(target, given) : bucketResources(target, given);
  if (service === 'scheduler' && given.has('Name')) return scheduleResources(call);
  if (service === 'secretsmanager' && given.has('SecretId')) return secretResources(target, given.value('SecretId'));
  if (prefix === 'apigateway') return apiResources(call);
  const listed = [`${service}:${operation}`, service].flatMap((each) => memberOf(sdkResources, each) ?? []);
  const named = listed.find(([argument]) => given.has(argument));
  if (named !== undefined) return listedResources(call, named);
  if (known !== undefined) return resourcesOfAction(call, known);
  return anyBecause('TheTableOfActionsHasNoResourceTypes');
}

function listedResources(
  { service, target, arguments: given }: ServiceCall,
  [argument, rest]: readonly [argument: string, rest: string],
): GrantedResources {
  const items = given.items(argument) ?? [];
  const values = items.length === 0 ? [given.value(argument)] : items.map((item) => item.value());
  const named = values.map((value) =>
    resourcesNamed(value, (name) =>
      regionalArn(target, iamPrefix(service), rest.replace('{}', () => name.replace(/^\//, '')).replace(/\*+/g, '*')),
    ),
  );
  const [note] = named.flatMap((each) => (each.kind === 'arns' && each.note !== undefined ? [each.note] : []));
  return arns([...new Set(named.flatMap((each) => (each.kind === 'arns' ? each.arns : [])))], note);
}

/** The ARNs of API Gateway are the paths of its own API, without an account. */
function apiResources({ service, target, arguments: given }: ServiceCall): GrantedResources {
  const api = { ...target, account: '' };
  const [collection, argument] = service === 'apigatewayv2' ? ['apis', 'ApiId'] : ['restapis', 'RestApiId'];
  if (!given.has(argument)) return arns([regionalArn(api, 'apigateway', '/*')], 'the definition names no API');
  return resourcesNamed(given.value(argument), (id) =>
    regionalArn(api, 'apigateway', `/${collection}/${id}*`.replace(/\*+/g, '*')),
  );
}

/** A schedule without a group is in the group `default`. */
function scheduleResources({ target, arguments: given }: ServiceCall): GrantedResources {
  const group = given.value('GroupName');
  const groupName = group.kind === 'absent' ? 'default' : group.kind === 'arns' ? '*' : group.text;
  return resourcesNamed(given.value('Name'), (name) =>
    regionalArn(target, 'scheduler', `schedule/${groupName}/${name}`),
  );
}

/**
 * Beside what the call names, instances have volumes; tags are created with them, and a key pair is used.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
 */
function runInstances(call: ServiceCall): readonly Grant[] {
  const { target, arguments: given } = call;
  const known = iamActions.find('ec2', 'RunInstances');
  const of = (type: string, note: string) => arns([regionalArn(target, 'ec2', type)], note);
  return [
    ...(known === undefined ? [] : [{ actions: [known.name], resources: resourcesOfAction(call, known) }]),
    { actions: ['ec2:RunInstances'], resources: of('volume/*', 'the volumes have no ids beforehand') },
    ...(given.has('KeyName')
      ? [
          {
            actions: ['ec2:RunInstances'],
            resources: resourcesNamed(given.value('KeyName'), (name) => regionalArn(target, 'ec2', `key-pair/${name}`)),
          },
        ]
      : []),
    ...(given.has('TagSpecifications')
      ? [{ actions: ['ec2:CreateTags'], resources: of('*/*', 'what is tagged has no id beforehand') }]
      : []),
  ];
}
