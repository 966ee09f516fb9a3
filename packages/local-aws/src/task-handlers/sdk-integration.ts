import { isJsonObject, type Json, memberOf } from '@document-pipelines/asl/definition';
import { StatesError } from '@document-pipelines/asl/interpreter';
import type { Shape } from '../services';
import { renameMembers, toCamelCase, toPascalCase } from './member-case';
import { type SdkService, sdkServices } from './sdk-services';
import type { ServiceCall } from './service-call';
import { jsonOfShape, shapeOfJson } from './shape-json';
import { taskError } from './task-errors';

/** Which operation, of which service, with what. */
export interface SdkRequest {
  readonly resource: string;
  readonly service: string;
  readonly operation: string;
  readonly arguments: Json;
}

/** Calls `arn:aws:states:::aws-sdk:<service>:<operation>`. Rejects with StatesError. */
export async function callSdkIntegration(
  request: SdkRequest,
  { services, caller, requestId, gone }: ServiceCall,
): Promise<Json> {
  const service = Object.hasOwn(sdkServices, request.service) ? sdkServices[request.service] : undefined;
  if (service === undefined) throw new StatesError('States.Runtime', `${request.resource} is not implemented locally`);
  const operation = toPascalCase(request.operation);
  try {
    const answer = await services.call(
      service.service,
      operation,
      inputOf(request.arguments, service, operation),
      caller,
      gone,
    );
    return answerOf(answer, service);
  } catch (error) {
    throw taskError(
      error,
      { ...service, serviceName: service.prefix, unmodelledName: `${service.prefix}Exception`, wording: 'aws-sdk' },
      requestId(),
    );
  }
}

function inputOf(value: Json, service: SdkService, operation: string): Shape {
  if (!isJsonObject(value)) throw new StatesError('States.Runtime', `the arguments of ${operation} must be an object`);
  const named = service.memberCase === 'camel' ? renameMembers(value, toCamelCase, service.freeForm) : value;
  const members = [...(memberOf(service.bytes, operation) ?? []), ...(service.bytes['*'] ?? [])];
  return shapeOfJson(named, service.memberCase === 'camel' ? members.map(toCamelCase) : members, bytesOf) as Shape;
}

/** A string is sent with its JSON quotes, as on AWS: the value in a definition is always one JSON value. */
function bytesOf(value: Json): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function answerOf(answer: Shape, service: SdkService): Json {
  const json = jsonOfShape(answer);
  return service.memberCase === 'camel' ? renameMembers(json, toPascalCase, service.freeForm) : json;
}
