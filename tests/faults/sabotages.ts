import type { JsonObject } from '../../asl/definition';
import type { Resource } from '../synthesised-stacks/synthesised-stack';
import { type Sabotage, withState } from './world/sabotage';

/** What is broken on purpose, each in one place; the matrix must notice each. */
export const sabotages: readonly Sabotage[] = [
  {
    name: 'gate condition removed',
    spoilDefinition: (definition) =>
      withState(definition, 'RegisterDocument', ({ ConditionExpression: _gate, ...parameters }) => parameters),
  },
  {
    name: 'redriveOf ignored',
    spoilDefinition: (definition) =>
      withState(definition, 'RegisterDocument', (parameters) => ({
        ...parameters,
        ExpressionAttributeValues: {
          ...(parameters['ExpressionAttributeValues'] as JsonObject),
          ':redriveOf': { S: 'none' },
        },
      })),
  },
  {
    name: 'token row written after the job',
    holdsBack: (functionName, operation) => functionName === 'extract-text' && operation === 'PutItem',
  },
  { name: 'net switched off', spoilResource: (resource) => (isFailureRule(resource) ? undefined : resource) },
  {
    name: 'timeouts left out of the failure rule',
    spoilResource: (resource) => (isFailureRule(resource) ? withoutStatus(resource, 'TIMED_OUT') : resource),
  },
  { name: 'failure destinations removed', spoilResource: withoutFailureDestination },
  {
    name: 'decision stored after SendTask',
    holdsBack: (functionName, operation) => functionName === 'review-decision' && operation === 'UpdateItem',
  },
  {
    name: 'failed Express children recorded by nobody',
    areGapsLeft: true,
    spoilDefinition: (definition) =>
      withState(definition, 'SummarizeBatch', ({ Payload, ...parameters }) => ({
        ...parameters,
        Payload: { ...(Payload as JsonObject), executionType: 'STANDARD' },
      })),
  },
];

function isFailureRule({ type, arguments: { event_pattern: pattern } }: Resource): boolean {
  return type === 'aws_cloudwatch_event_rule' && String(pattern).includes('aws.states');
}

function withoutStatus({ arguments: given, ...rule }: Resource, status: string): Resource {
  return {
    ...rule,
    arguments: { ...given, event_pattern: String(given['event_pattern']).replace(`"${status}",`, '') },
  };
}

function withoutFailureDestination(resource: Resource): Resource {
  if (resource.type !== 'aws_lambda_function_event_invoke_config') return resource;
  const { destination_config: _queue, ...others } = resource.arguments;
  return { ...resource, arguments: others };
}
