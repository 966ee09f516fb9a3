import { ServiceError, type Services, type Shape } from '../../services';
import { type Exchange, readBody, send } from '../exchange';

/** One request about a job of Bedrock's. */
interface JobCall {
  readonly exchange: Exchange;
  readonly services: Services;
  /** Name, id or ARN of the job; empty if one is created. */
  readonly parameter: string;
}

/** The kinds of jobs by the path that their operations begin with. */
const jobKinds: Readonly<Record<string, string>> = {
  'model-customization-jobs': 'ModelCustomizationJob',
  'model-invocation-job': 'ModelInvocationJob',
};

/** Bedrock's jobs by method and path: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html */
export const bedrockJobRoutes = Object.entries(jobKinds).flatMap(([path, kind]) => [
  route('POST', new RegExp(`^/${path}$`), `Create${kind}`),
  route('GET', new RegExp(`^/${path}/([^/]+)$`), `Get${kind}`),
  route('POST', new RegExp(`^/${path}/([^/]+)/stop$`), `Stop${kind}`),
]);

function route(method: string, path: RegExp, operation: string) {
  return { service: 'bedrock', method, path, answer: (call: JobCall) => answerCall(call, operation) };
}

async function answerCall({ exchange, services, parameter }: JobCall, operation: string): Promise<void> {
  const { request, response, caller } = exchange;
  const input: Shape = {
    ...parseBody(await readBody(request)),
    ...(parameter === '' ? {} : { jobIdentifier: parameter }),
  };
  const output = await services.call('bedrock', operation, input, caller);
  send(response, operation.startsWith('Create') ? 201 : 200, 'application/json', JSON.stringify(output));
}

function parseBody(body: Buffer): Shape {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(body.toString()) as Shape;
  } catch {
    throw new ServiceError('ValidationException', 'the body of the request is not JSON');
  }
}
