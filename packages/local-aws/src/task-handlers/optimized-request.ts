import type { JsonObject } from '@document-pipelines/asl/definition';
import type { Shape } from '../services';
import { type ServiceCall, sdkMetadata } from './service-call';
import { jsonOfShape } from './shape-json';
import { type ErrorNaming, taskError } from './task-errors';

/** Options of a request of an optimized integration. */
export interface OptimizedRequest {
  readonly call: ServiceCall;
  readonly naming: ErrorNaming;
}

/** Names errors as the optimized integrations do. */
export function optimizedNaming(prefix: string, serviceName: string, unmodelledName: string): ErrorNaming {
  const unmodelledErrors = ['AccessDenied', 'AccessDeniedException'];
  return { prefix, serviceName, unmodelledErrors, unmodelledName, wording: 'optimized' };
}

/**
 * Calls a service as the optimized integrations do: with the older SDK, which writes times as milliseconds since 1970. Rejects with
 * StatesError.
 */
export async function ask(
  service: string,
  operation: string,
  input: Shape,
  { call, naming, requestId = call.requestId() }: OptimizedRequest & { readonly requestId?: string },
): Promise<JsonObject> {
  try {
    return jsonOfShape(await call.services.call(service, operation, input, call.caller), (time) => time.getTime());
  } catch (error) {
    throw taskError(error, naming, requestId);
  }
}

/** As `ask`, for outputs to which Step Functions adds the SDK's metadata. */
export async function request(
  service: string,
  operation: string,
  input: Shape,
  options: OptimizedRequest,
): Promise<JsonObject> {
  const requestId = options.call.requestId();
  const answer = await ask(service, operation, input, { ...options, requestId });
  return { ...answer, ...sdkMetadata(requestId) } as JsonObject;
}
