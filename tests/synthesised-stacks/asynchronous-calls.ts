import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import {
  addressIn,
  argumentsOf,
  type Resource,
  type SynthesisedStack,
  statementsOf,
  stringsIn,
  templatesIn,
} from './synthesised-stack';

/** A function that is called without waiting for its result. */
export interface AsynchronousCall {
  readonly by: 'rule' | 'topic' | 'schedule' | 'definition' | 'bucket';
  /** Address of the `aws_lambda_function`. */
  readonly function: string;
  /** As `qualifier` of its configuration must be: absent if the function itself is called. */
  readonly qualifier?: string;
}

/** How Lambda deals with the asynchronous calls of one function, or of one version or alias of it. */
export interface EventInvokeConfig extends Omit<AsynchronousCall, 'by'> {
  readonly retryAttempts: Json | undefined;
  readonly eventAgeInSeconds: Json | undefined;
  /** Address of the queue for calls that failed. */
  readonly onFailure: string | undefined;
}

/** Returns every asynchronous call that the resources of a stack make possible, each once. */
export function asynchronousCalls(stack: SynthesisedStack): AsynchronousCall[] {
  const permissions = stack.argumentsOf('aws_lambda_permission');
  const permitted = (service: string) =>
    permissions.filter(({ principal }) => principal === service).map((given) => given['function_name']);
  const calls = [
    ...callsBy('rule', stack, [
      ...stack.argumentsOf('aws_cloudwatch_event_target').map(({ arn }) => arn),
      ...permitted('events.amazonaws.com'),
    ]),
    ...callsBy('topic', stack, [
      ...stack.argumentsOf('aws_sns_topic_subscription').map(({ endpoint }) => endpoint),
      ...permitted('sns.amazonaws.com'),
    ]),
    ...callsBy('bucket', stack, [
      ...stack.argumentsOf('aws_s3_bucket_notification').flatMap((given) => stringsIn(given['lambda_function'] ?? [])),
      ...permitted('s3.amazonaws.com'),
    ]),
    ...callsBy('schedule', stack, [...scheduled(stack), ...permitted('scheduler.amazonaws.com')]),
    ...callsBy('definition', stack, stack.argumentsOf('aws_sfn_state_machine').flatMap(invokedAsEvent)),
  ];
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

/** Returns the configurations of asynchronous calls among the resources of a stack. */
export function eventInvokeConfigs(resources: readonly Resource[]): EventInvokeConfig[] {
  return argumentsOf(resources, 'aws_lambda_function_event_invoke_config').map((given) => {
    const [onFailure] = templatesIn(stringsIn(onFailureOf(given['destination_config'])).join(''));
    return {
      function: String(addressIn(templatesIn(String(given['function_name']))[0] ?? '')),
      ...(given['qualifier'] === undefined ? {} : { qualifier: String(given['qualifier']) }),
      retryAttempts: given['maximum_retry_attempts'],
      eventAgeInSeconds: given['maximum_event_age_in_seconds'],
      onFailure: onFailure === undefined ? undefined : addressIn(onFailure),
    };
  });
}

function onFailureOf(destinations: Json | undefined): Json {
  return isJsonObject(destinations) ? (destinations['on_failure'] ?? []) : [];
}

function callsBy(
  by: AsynchronousCall['by'],
  stack: SynthesisedStack,
  called: readonly (Json | undefined)[],
): AsynchronousCall[] {
  return called.flatMap((reference) => {
    const target = calledFunction(stack, String(reference));
    return target === undefined ? [] : [{ by, ...target }];
  });
}

/** Returns the function that a reference calls, by itself, by a version or by an alias; undefined for what is not a function. */
function calledFunction(stack: SynthesisedStack, reference: string): Omit<AsynchronousCall, 'by'> | undefined {
  const [, type, name, attribute] = /^\$\{(aws_lambda_\w+)\.([\w-]+)\.(\w+)\}$/.exec(reference) ?? [];
  const address = `${type}.${name}`;
  if (type === undefined) return undefined;
  if (type === 'aws_lambda_alias') {
    const [functionName = ''] = templatesIn(String(stack.at(address).arguments['function_name']));
    return { function: String(addressIn(functionName)), qualifier: `\${${address}.name}` };
  }
  if (attribute === 'qualified_arn') return { function: address, qualifier: `\${${address}.version}` };
  return { function: address };
}

/** Returns the functions that EventBridge Scheduler's roles may invoke: its schedules are created while a pipeline runs. */
function scheduled(stack: SynthesisedStack): string[] {
  const isSchedulers = (role: Resource) =>
    statementsOf(role).some(({ Principal }) => stringsIn(Principal ?? '').includes('scheduler.amazonaws.com'));
  const roles = stack.ofType('aws_iam_role').filter(isSchedulers);
  return stack
    .ofType('aws_iam_role_policy')
    .filter((policy) => roles.some(({ address }) => policy.arguments['role'] === `\${${address}.id}`))
    .flatMap(statementsOf)
    .filter(({ Action }) => [Action].flat().includes('lambda:InvokeFunction'))
    .flatMap(({ Resource }) => [Resource ?? []].flat());
}

/** Returns the functions that Tasks of a state machine invoke with `InvocationType: Event`. */
function invokedAsEvent({ definition }: JsonObject): Json[] {
  return objectsIn(JSON.parse(String(definition)) as Json).flatMap(
    ({ InvocationType: type, FunctionName: functionName }) => (type === 'Event' ? [functionName ?? null] : []),
  );
}

function objectsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => objectsIn(item));
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}
