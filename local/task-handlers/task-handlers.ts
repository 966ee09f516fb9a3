import { isJsonObject, type Json } from '../../asl/definition';
import { StatesError, type TaskCall, type TaskHandlers } from '../../interpreter';
import type { Services } from '../services';
import { invokeFunctionByArn } from './lambda-integration';
import { type OptimizedIntegration, optimizedIntegrations } from './optimized-integrations';
import { callSdkIntegration } from './sdk-integration';
import type { ServiceCall } from './service-call';

/** What tasks are carried out with. */
export interface TaskHandlersOptions {
  readonly services: Services;
  /** Ids of the requests, as AWS words them into causes. */
  readonly requestId: () => string;
}

/** Carries tasks out on the embedded services, as the role of the machine. What has no stand-in is refused by its resource. */
export function createTaskHandlers({ services, requestId }: TaskHandlersOptions): TaskHandlers {
  return {
    call: async (call) => {
      if (call.credentials !== undefined) throw refusal(call, 'with Credentials');
      if (call.roleArn === undefined)
        throw new StatesError('States.Permissions', `${call.stateMachineArn} has no role`);
      return carryOut(call, { services, requestId, caller: { kind: 'role', roleArn: call.roleArn } });
    },
  };
}

function carryOut(call: TaskCall, serviceCall: ServiceCall): Promise<Json> {
  const { integration, resource } = call;
  switch (integration.kind) {
    case 'function':
      return invokeFunctionByArn(integration.arn, call.arguments, serviceCall);
    case 'activity':
      throw refusal(call);
    case 'service': {
      const { service, operation, sdk, pattern } = integration;
      if (pattern === 'sync' || pattern === 'sync:2') throw refusal(call);
      if (sdk) return callSdkIntegration({ resource, service, operation, arguments: call.arguments }, serviceCall);
      return callOptimized(call, `${service}:${operation}`, serviceCall);
    }
    default:
      return integration satisfies never;
  }
}

function callOptimized(call: TaskCall, name: string, serviceCall: ServiceCall): Promise<Json> {
  const integration: OptimizedIntegration | undefined = Object.hasOwn(optimizedIntegrations, name)
    ? optimizedIntegrations[name]
    : undefined;
  if (integration === undefined) throw refusal(call);
  if (!isJsonObject(call.arguments))
    throw new StatesError('States.Runtime', `${call.stateName}: the arguments of ${name} must be an object`);
  return integration(call.arguments, serviceCall);
}

function refusal({ resource, stateName }: TaskCall, how = ''): StatesError {
  return new StatesError(
    'States.Runtime',
    `${stateName}: ${[resource, how].filter(Boolean).join(' ')} has no stand-in on the laptop`,
  );
}
