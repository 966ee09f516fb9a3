import type { ArgumentValue } from '../argument-value';
import { type DeploymentTarget, regionalArn } from '../deployment-target';
import { anyBecause, arns, type Grant, type GrantedResources } from '../grant';
import { resourcesNamed, type ServiceCall } from '../task-call';
import { type IntegrationRules, waitsForJob } from './rule';
import { managedRule } from './shared-grants';

/**
 * Functions, topics, queues, buses and other state machines:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export const functionAndMessageRules: IntegrationRules = {
  'lambda:invoke': ({ target, arguments: given }) => [
    { actions: ['lambda:InvokeFunction'], resources: functionResources(target, given.value('FunctionName')) },
  ],
  'sns:publish': (call) => [{ actions: ['sns:Publish'], resources: topicResources(call) }],
  'sqs:sendMessage': ({ target, arguments: given }) => [
    { actions: ['sqs:SendMessage'], resources: queueResources(target, given.value('QueueUrl')) },
  ],
  'events:putEvents': (call) => [{ actions: ['events:PutEvents'], resources: busResources(call) }],
  'states:startExecution': (call) => [
    { actions: ['states:StartExecution'], resources: machineResources(call) },
    ...(waitsForJob(call) ? watchedExecution(call) : []),
  ],
};

/** A name or an unqualified ARN covers the function's versions and aliases as well; a qualified ARN only itself. */
export function functionResources(target: DeploymentTarget, functionName: ArgumentValue): GrantedResources {
  const named = resourcesNamed(functionName, (name) => regionalArn(target, 'lambda', `function:${name}`));
  if (named.kind === 'any' || functionName.kind === 'arns') return named;
  const all = named.arns.flatMap((arn) => (isQualified(arn) || arn.includes('${') ? [arn] : [arn, `${arn}:*`]));
  return arns([...new Set(all.map((arn) => arn.replace(/\*:\*$/, '*')))], named.note);
}

function isQualified(arn: string): boolean {
  return /:function:[^:]+:[^:]+$/.test(arn);
}

/** A queue's URL is `https://sqs.<region>.amazonaws.com/<account>/<name>`. */
export function queueResources(target: DeploymentTarget, queueUrl: ArgumentValue): GrantedResources {
  return resourcesNamed(queueUrl, (url) => {
    const parts = /^https:\/\/sqs\.([^.]+)\.[^/]+\/([^/]+)\/([^/]+)$/.exec(url);
    if (parts === null) return regionalArn(target, 'sqs', '*');
    const [, region = '', account = '', name = ''] = parts;
    return regionalArn({ ...target, region, account }, 'sqs', name);
  });
}

function topicResources({ target, arguments: given }: ServiceCall): GrantedResources {
  if (given.has('PhoneNumber')) return anyBecause('PhoneNumbersHaveNoArn');
  const topic = given.has('TopicArn') ? given.value('TopicArn') : given.value('TargetArn');
  return resourcesNamed(topic, (name) => regionalArn(target, 'sns', name));
}

function busResources({ target, arguments: given }: ServiceCall): GrantedResources {
  const busArn = (name: string) => regionalArn(target, 'events', `event-bus/${name}`);
  const entries = given.items('Entries');
  if (entries === undefined) return arns([busArn('*')], 'an expression names it');
  const buses = entries.map((entry) =>
    entry.has('EventBusName') ? resourcesNamed(entry.value('EventBusName'), busArn) : arns([busArn('default')]),
  );
  return arns([...new Set(buses.flatMap((bus) => (bus.kind === 'arns' ? bus.arns : [])))]);
}

/** The machine's name in its ARN, and what may come behind it: a version or an alias. */
const machineInArn = /:stateMachine:((?:\$\{[^}]*\}|[^:])+).*$/;

/**
 * The machine that the call names. A version or an alias is authorised by the machine's ARN:
 * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
export function machineResources({ target, arguments: given }: ServiceCall): GrantedResources {
  const named = resourcesNamed(given.value('StateMachineArn'), (name) =>
    regionalArn(target, 'states', `stateMachine:${name}`),
  );
  return eachArn(named, (arn) => arn.replace(machineInArn, ':stateMachine:$1'));
}

/** Returns the executions of that machine; of any machine if the ARN does not show its name. */
function executionResources(call: ServiceCall): GrantedResources {
  return eachArn(machineResources(call), (arn) =>
    machineInArn.test(arn)
      ? arn.replace(machineInArn, ':execution:$1:*').replace(/\*:\*$/, '*')
      : regionalArn(call.target, 'states', 'execution:*'),
  );
}

function eachArn(resources: GrantedResources, change: (arn: string) => string): GrantedResources {
  return resources.kind === 'any' ? resources : arns([...new Set(resources.arns.map(change))], resources.note);
}

function watchedExecution(call: ServiceCall): Grant[] {
  return [
    { actions: ['states:DescribeExecution', 'states:StopExecution'], resources: executionResources(call) },
    managedRule(call, 'StepFunctionsGetEventsForStepFunctionsExecutionRule'),
  ];
}
