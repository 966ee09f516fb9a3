import type { JsonObject } from '../../asl/definition';
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
  { name: 'net switched off', isNetOff: true },
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
