import type { Json } from '../../asl/definition';
import { parseResource, type TaskCall } from '../../interpreter';
import type { Caller, Services, Shape } from '../services';
import { createTaskHandlers } from '.';

/** One request that reached a service. */
interface Seen {
  service: string;
  operation: string;
  input: Shape;
  caller: Caller;
  gone: AbortSignal | undefined;
}

/** Services that note what they are asked and give one answer. */
function servicesAnswering(answer: Shape | Error): { services: Services; seen: Seen[] } {
  const seen: Seen[] = [];
  const services: Services = {
    register: () => undefined,
    call: async (service, operation, input, caller, gone) => {
      seen.push({ service, operation, input, caller, gone });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { services, seen };
}

function taskCall(resource: string, args: Json): TaskCall {
  const integration = parseResource(resource);
  if (integration === undefined) throw new Error(`not a resource: ${resource}`);
  return {
    resource,
    integration,
    arguments: args,
    stateName: 'CallIt',
    executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:machine:one',
    stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine',
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    retryCount: 0,
    mapIndexes: [],
    submitted: () => undefined,
  };
}

/** Carries a Task out against services that answer this; its result or error, what the services saw, and the state's signal. */
export async function carryOut(resource: string, args: Json, answer: Shape | Error) {
  const { services, seen } = servicesAnswering(answer);
  const handlers = createTaskHandlers({
    services,
    requestId: () => 'request-1',
    executionEnded: async () => undefined,
  });
  const { signal } = new AbortController();
  const result = await handlers.call(taskCall(resource, args), signal).catch((error: unknown) => error);
  return { result, seen, signal };
}

/** What an optimized integration adds to the answer. */
export const metadata = {
  SdkHttpMetadata: {
    AllHttpHeaders: { 'x-amzn-RequestId': ['request-1'] },
    HttpHeaders: { 'x-amzn-RequestId': 'request-1' },
    HttpStatusCode: 200,
  },
  SdkResponseMetadata: { RequestId: 'request-1' },
};
