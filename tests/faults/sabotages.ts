import type { JsonObject } from '@document-pipelines/asl/definition';
import type { Resource } from '../synthesised-stacks/synthesised-stack';
import { type Sabotage, withArguments, withState } from './world/sabotage';

/** Deliberate defects, each in one place; the matrix must detect each. */
export const sabotages: readonly Sabotage[] = [
  {
    name: 'gate condition removed',
    spoilDefinition: (definition) =>
      withArguments(definition, 'RegisterDocument', ({ ConditionExpression: _gate, ...parameters }) => parameters),
  },
  {
    name: 'redriveOf ignored',
    spoilDefinition: (definition) =>
      withArguments(definition, 'RegisterDocument', (parameters) => ({
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
    name: 'batch named in what is handed over',
    spoilDefinition: (definition) =>
      withArguments(definition, 'StartHandedOver', ({ Input: input, ...parameters }) => ({
        ...parameters,
        Input: { ...(input as JsonObject), batchId: 'march' },
      })),
  },
  {
    name: 'batch not named in its items',
    spoilDefinition: (definition) =>
      withState(definition, 'ProcessDocuments', ({ ItemSelector: _named, ...state }) => state),
  },
  {
    name: 'taken name of a start not understood',
    spoilDefinition: (definition) =>
      withState(definition, 'StartHandedOver', ({ Catch: catchers, ...state }) => ({
        ...state,
        Catch: (catchers as JsonObject[]).slice(1),
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
