import { regionalArn } from '../deployment-target';
import { anyBecause, arns, type Grant, type GrantedResources, pascalCase } from '../grant';
import { bedrockSdkRules } from '../integrations/bedrock';
import { dynamodbSdkRules } from '../integrations/dynamodb';
import {
  functionAndMessageRules,
  functionResources,
  machineResources,
  queueResources,
} from '../integrations/functions-and-messages';
import { redshiftDataRules } from '../integrations/redshift-data';
import type { IntegrationRules } from '../integrations/rule';
import { bucketResources, objectResources, s3SdkRules } from '../integrations/s3';
import { passRole } from '../integrations/shared-grants';
import { resourcesNamed, type ServiceCall } from '../task-call';
import { sdkActions } from './actions';
import { iamPrefixes } from './prefixes';
import { operationsWithoutArns, sdkResources, servicesWithoutArns } from './resources';

const exceptions: IntegrationRules = {
  ...s3SdkRules,
  ...dynamodbSdkRules,
  ...bedrockSdkRules,
  ...redshiftDataRules,
  'eventbridge:putEvents': functionAndMessageRules['events:putEvents']!,
  'sns:publish': functionAndMessageRules['sns:publish']!,
};

/**
 * Returns the permissions of a call through the AWS SDK integration: an exception if there is one, else the action
 * `prefix:Operation` on what its arguments name. A role among the arguments also needs `iam:PassRole`.
 */
export function sdkGrants(call: ServiceCall): readonly Grant[] {
  const key = `${call.service}:${call.operation}`;
  const own = Object.hasOwn(exceptions, key) ? exceptions[key] : undefined;
  const grants = own === undefined ? [{ actions: actionsOf(call), resources: resourcesOf(call) }] : own(call);
  return [...grants, ...rolesOf(call)];
}

/** The IAM prefix of a service by its AWS SDK name. */
export function iamPrefix(service: string): string {
  return (Object.hasOwn(iamPrefixes, service) ? iamPrefixes[service] : undefined) ?? service;
}

function actionsOf({ service, operation }: ServiceCall): readonly string[] {
  const key = `${service}:${operation}`;
  const named = Object.hasOwn(sdkActions, key) ? sdkActions[key] : undefined;
  return named ?? [`${iamPrefix(service)}:${operation.charAt(0).toUpperCase()}${operation.slice(1)}`];
}

function resourcesOf(call: ServiceCall): GrantedResources {
  const { service, operation, target, arguments: given } = call;
  const withoutArn = Object.hasOwn(operationsWithoutArns, `${service}:${operation}`)
    ? operationsWithoutArns[`${service}:${operation}`]
    : undefined;
  if (withoutArn !== undefined) return anyBecause(withoutArn);
  if (service === 'sqs' && given.has('QueueUrl')) return queueResources(target, given.value('QueueUrl'));
  if (service === 'lambda' && given.has('FunctionName')) return functionResources(target, given.value('FunctionName'));
  if (service === 'sfn' && given.has('StateMachineArn')) return machineResources(call);
  if (service === 's3' && given.has('Bucket'))
    return given.has('Key') ? objectResources(target, given) : bucketResources(target, given);
  if (service === 'scheduler' && given.has('Name')) return scheduleResources(call);
  const prefix = iamPrefix(service);
  const key = `${service}:${operation}`;
  const candidates = [key, service].flatMap((each) =>
    Object.hasOwn(sdkResources, each) ? (sdkResources[each] ?? []) : [],
  );
  const named = candidates.find(([argument]) => given.has(argument));
  if (named === undefined) return ownArnsOf(call) ?? anyBecause(reasonForAny(service, operation));
  const [argument, rest] = named;
  return resourcesNamed(given.value(argument), (name) =>
    regionalArn(target, prefix, rest.replace('{}', name.replace(/^\//, '')).replace(/\*+/g, '*')),
  );
}

function reasonForAny(service: string, operation: string): string {
  if (servicesWithoutArns.has(iamPrefix(service))) return `${pascalCase(service)}HasNoArns`;
  return `${pascalCase(service)}${pascalCase(operation)}NamesNoResource`;
}

/** An argument of an unlisted service that is an ARN of this very service names what the call is about. */
function ownArnsOf({ service, arguments: given }: ServiceCall): GrantedResources | undefined {
  const prefix = iamPrefix(service);
  const own = given.named(/(?:Arn|ARN)$/).flatMap(({ value }) => {
    const list = value.kind === 'arns' ? value.arns : value.kind === 'text' ? [value.text] : [];
    return list.filter((arn) => new RegExp(`^arn:[^:]*:${prefix}:`).test(arn.replace(/\$\{[^}]*\}/g, 'x')));
  });
  return own.length === 0 ? undefined : arns([...new Set(own)]);
}

function scheduleResources({ target, arguments: given }: ServiceCall): GrantedResources {
  const group = given.value('GroupName');
  const groupName = group.kind === 'absent' ? 'default' : group.kind === 'arns' ? '*' : group.text;
  return resourcesNamed(given.value('Name'), (name) =>
    regionalArn(target, 'scheduler', `schedule/${groupName}/${name}`),
  );
}

/** Services whose role arguments are assumed by the caller, or only named, rather than handed over. */
const rolesNotPassed = new Set(['sts', 'iam']);

function rolesOf({ service, target, arguments: given }: ServiceCall): Grant[] {
  if (rolesNotPassed.has(service)) return [];
  return given
    .named(/Role(?:Arn|ARN)?$/)
    .filter(
      ({ name, value }) => /Arn$/i.test(name) || value.kind === 'arns' || (value.kind !== 'absent' && value.isArn),
    )
    .map(({ value }) => passRole(target, value, passedTo(service)));
}

const principals: Readonly<Record<string, string>> = {
  bedrock: 'bedrock.amazonaws.com',
  bedrockagent: 'bedrock.amazonaws.com',
  ecs: 'ecs-tasks.amazonaws.com',
  glue: 'glue.amazonaws.com',
  lambda: 'lambda.amazonaws.com',
  sagemaker: 'sagemaker.amazonaws.com',
  scheduler: 'scheduler.amazonaws.com',
  sfn: 'states.amazonaws.com',
  textract: 'textract.amazonaws.com',
  transcribe: 'transcribe.amazonaws.com',
};

function passedTo(service: string): string | undefined {
  return Object.hasOwn(principals, service) ? principals[service] : undefined;
}
