import { isJsonObject, type Json, type JsonObject, memberOf } from '@document-pipelines/asl/definition';
import { realClock, StatesError, type TaskCall, type TaskHandlers } from '@document-pipelines/asl/interpreter';
import type { Caller, Services } from '../services';
import { type AwaitedJobType, awaitJob } from './jobs/awaited-job';
import { customizationJob, type Sleep } from './jobs/customization-job';
import { type ExecutionEnded, nestedExecution } from './jobs/nested-execution';
import { invokeFunctionByArn } from './lambda-integration';
import { optimizedIntegrations } from './optimized-integrations';
import { callSdkIntegration } from './sdk-integration';
import type { ServiceCall } from './service-call';

/** Dependencies of tasks. */
export interface TaskHandlersOptions {
  readonly services: Services;
  /** Ids of the requests, as AWS words them into causes. */
  readonly requestId: () => string;
  /** Used by a Task that awaits an execution to wait for its end. */
  readonly executionEnded: ExecutionEnded;
  /** Between two checks of an awaited job. Default: real time. */
  readonly sleep?: Sleep;
}

/**
 * Creates handlers that run tasks on the embedded services, with the role of the machine. Rejects tasks that are not implemented
 * locally with an error that names the resource.
 */
export function createTaskHandlers(options: TaskHandlersOptions): TaskHandlers {
  const { services, requestId } = options;
  const jobs = jobKinds(options);
  return {
    call: async (call, signal) => {
      if (call.credentials !== undefined) throw refusal(call, 'with Credentials');
      if (call.roleArn === undefined)
        throw new StatesError('States.Permissions', `${call.stateMachineArn} has no role`);
      const caller: Caller = { kind: 'role', roleArn: call.roleArn };
      return carryOut(call, { services, requestId, caller, gone: signal }, { signal, jobs });
    },
  };
}

/** By `service:operation.pattern`. */
type JobKinds = Readonly<Record<string, AwaitedJobType>>;

/** Returns the types of jobs that are implemented locally. */
function jobKinds({ executionEnded, sleep = realClock.sleep }: TaskHandlersOptions): JobKinds {
  return {
    'bedrock:createModelCustomizationJob.sync': customizationJob(sleep),
    'states:startExecution.sync': nestedExecution(executionEnded, false),
    'states:startExecution.sync:2': nestedExecution(executionEnded, true),
  };
}

/** How a job's end is awaited. */
interface Awaiting {
  readonly signal: AbortSignal;
  readonly jobs: JobKinds;
}

function carryOut(call: TaskCall, serviceCall: ServiceCall, { signal, jobs }: Awaiting): Promise<Json> {
  const { integration, resource } = call;
  switch (integration.kind) {
    case 'function':
      return invokeFunctionByArn(integration.arn, call.arguments, serviceCall);
    case 'activity':
      throw refusal(call);
    case 'service': {
      const { service, operation, sdk, pattern } = integration;
      const name = `${service}:${operation}`;
      if (pattern === 'sync' || pattern === 'sync:2') {
        const kind = requireImplemented(call, sdk ? undefined : memberOf(jobs, `${name}.${pattern}`));
        return awaitJob(kind, { call, parameters: parametersOf(call, name), serviceCall, signal });
      }
      if (sdk) return callSdkIntegration({ resource, service, operation, arguments: call.arguments }, serviceCall);
      return requireImplemented(call, memberOf(optimizedIntegrations, name))(parametersOf(call, name), serviceCall);
    }
    default:
      return integration satisfies never;
  }
}

function requireImplemented<T>(call: TaskCall, found: T | undefined): T {
  if (found === undefined) throw refusal(call);
  return found;
}

function parametersOf({ arguments: given, stateName }: TaskCall, name: string): JsonObject {
  if (isJsonObject(given)) return given;
  throw new StatesError('States.Runtime', `${stateName}: the arguments of ${name} must be an object`);
}

function refusal({ resource, stateName }: TaskCall, how = ''): StatesError {
  return new StatesError(
    'States.Runtime',
    `${stateName}: ${[resource, how].filter(Boolean).join(' ')} is not implemented locally`,
  );
}
