import { isJsonObject, type Json } from '../../asl/definition';
import { realClock, StatesError, type TaskCall, type TaskHandlers } from '../../interpreter';
import type { Caller, Services } from '../services';
import { awaitCustomizationJob, type Sleep } from './jobs/customization-job';
import { invokeFunctionByArn } from './lambda-integration';
import { type OptimizedIntegration, optimizedIntegrations } from './optimized-integrations';
import { callSdkIntegration } from './sdk-integration';
import type { ServiceCall } from './service-call';

/** What tasks are carried out with. */
export interface TaskHandlersOptions {
  readonly services: Services;
  /** Ids of the requests, as AWS words them into causes. */
  readonly requestId: () => string;
  /** Between two looks at a job that is awaited. Default: real time. */
  readonly sleep?: Sleep;
}

/** Carries tasks out on the embedded services, as the role of the machine. What has no stand-in is refused by its resource. */
export function createTaskHandlers(options: TaskHandlersOptions): TaskHandlers {
  const { services, requestId, sleep = realClock.sleep } = options;
  return {
    call: async (call, signal) => {
      if (call.credentials !== undefined) throw refusal(call, 'with Credentials');
      if (call.roleArn === undefined)
        throw new StatesError('States.Permissions', `${call.stateMachineArn} has no role`);
      const caller: Caller = { kind: 'role', roleArn: call.roleArn };
      const serviceCall: ServiceCall = { services, requestId, caller, gone: signal };
      return carryOut(call, serviceCall, { signal, sleep });
    },
  };
}

/** How a job's end is awaited. */
interface Awaiting {
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
}

function carryOut(call: TaskCall, serviceCall: ServiceCall, awaiting: Awaiting): Promise<Json> {
  const { integration, resource } = call;
  switch (integration.kind) {
    case 'function':
      return invokeFunctionByArn(integration.arn, call.arguments, serviceCall);
    case 'activity':
      throw refusal(call);
    case 'service': {
      const { service, operation, sdk, pattern } = integration;
      if (pattern === 'sync' || pattern === 'sync:2') return awaitJob(call, serviceCall, awaiting);
      if (sdk) return callSdkIntegration({ resource, service, operation, arguments: call.arguments }, serviceCall);
      return callOptimized(call, `${service}:${operation}`, serviceCall);
    }
    default:
      return integration satisfies never;
  }
}

/** The one kind of job that has a stand-in; an execution that is awaited is Step Functions' own affair. */
async function awaitJob(call: TaskCall, serviceCall: ServiceCall, awaiting: Awaiting): Promise<Json> {
  const { integration } = call;
  const isCustomization =
    integration.kind === 'service' &&
    !integration.sdk &&
    integration.service === 'bedrock' &&
    integration.operation === 'createModelCustomizationJob' &&
    integration.pattern === 'sync';
  if (!isCustomization) throw refusal(call);
  return awaitCustomizationJob({ ...awaiting, arguments: call.arguments, serviceCall, submitted: call.submitted });
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
