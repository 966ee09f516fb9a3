import { memberOf } from '@document-pipelines/asl/definition';
import { ServiceError, type Services, type Shape } from '../../services';
import { asServiceError, clientGone, type Exchange, type Protocol, readBody, send } from '../exchange';
import { toJsonValue, withBytes } from '../wire-values';
import { bedrockJobRoutes } from './bedrock-job-routes';
import { answerInvokeAgent, invokeAgentPath } from './invoke-agent-stream';
import { schedulerRoutes } from './scheduler-routes';

/** REST-JSON: Lambda, Bedrock and EventBridge Scheduler, whose operations are paths. */
export const restJsonProtocol: Protocol = {
  answer: async (exchange, services) => {
    const route = routes.find(
      ({ service, method, path }) =>
        service === exchange.service && method === exchange.request.method && path.test(exchange.path),
    );
    if (route === undefined) {
      throw new ServiceError(
        'NotModelledError',
        `the local implementation of ${exchange.service} does not support ${exchange.request.method} ${exchange.path}`,
        501,
      );
    }
    const [, parameter = '', last = ''] = route.path.exec(exchange.path) ?? [];
    await route.answer({ exchange, services, parameter: decodeURIComponent(parameter), last });
  },
  fail: (exchange, thrown) => {
    const error = asServiceError(thrown);
    exchange.response.setHeader('x-amzn-errortype', error.name);
    send(
      exchange.response,
      error.statusCode,
      'application/json',
      JSON.stringify({ message: error.message, Message: error.message, Type: 'User' }),
    );
  },
};

interface Call {
  readonly exchange: Exchange;
  readonly services: Services;
  /** What the path names: a function or a model. */
  readonly parameter: string;
  /** Last part of the path. */
  readonly last: string;
}

interface Route {
  readonly service: string;
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (call: Call) => Promise<void>;
}

const routes: readonly Route[] = [
  ...schedulerRoutes,
  ...bedrockJobRoutes,
  { service: 'lambda', method: 'POST', path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, answer: invoke },
  {
    service: 'bedrock',
    method: 'POST',
    path: invokeAgentPath,
    answer: ({ exchange, services }) => answerInvokeAgent(exchange, services),
  },
  { service: 'bedrock', method: 'POST', path: /^\/model\/([^/]+)\/([\w-]+)$/, answer: callModel },
];

async function invoke({ exchange, services, parameter }: Call): Promise<void> {
  const { request, response, query, caller } = exchange;
  const Qualifier = query.get('Qualifier');
  const input = {
    FunctionName: parameter,
    ...(Qualifier === null ? {} : { Qualifier }),
    InvocationType: header(exchange, 'x-amz-invocation-type') ?? 'RequestResponse',
    LogType: header(exchange, 'x-amz-log-type'),
    ClientContext: header(exchange, 'x-amz-client-context'),
    Payload: new Uint8Array(await readBody(request)),
  };
  const output = await services.call('lambda', 'Invoke', present(input), caller);
  const headers: Readonly<Record<string, unknown>> = {
    'x-amz-function-error': output['FunctionError'],
    'x-amz-executed-version': output['ExecutedVersion'],
    'x-amz-log-result': output['LogResult'],
  };
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, String(value));
  const payload = output['Payload'];
  send(
    response,
    Number(output['StatusCode'] ?? 200),
    'application/json',
    payload instanceof Uint8Array ? payload : typeof payload === 'string' ? payload : '',
  );
}

/** `converse` → Converse, `invoke-with-response-stream` → InvokeModelWithResponseStream. */
const modelOperations: Readonly<Record<string, string>> = {
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
  invoke: 'InvokeModel',
  'invoke-with-response-stream': 'InvokeModelWithResponseStream',
  'count-tokens': 'CountTokens',
};

async function callModel({ exchange, services, parameter, last }: Call): Promise<void> {
  const operation = memberOf(modelOperations, last) ?? last;
  const body = await readBody(exchange.request);
  const isInvoke = operation.startsWith('InvokeModel');
  const input = isInvoke
    ? { body: new Uint8Array(body) }
    : (withBytes(parseJson(body), (name) => name === 'bytes') as Shape);
  const gone = clientGone(exchange.response);
  const output = await services.call('bedrock', operation, { ...input, modelId: parameter }, exchange.caller, gone);
  send(exchange.response, 200, 'application/json', JSON.stringify(toJsonValue(output)));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ServiceError('ValidationException', 'the body of the request is not JSON');
  }
}

function header({ request }: Exchange, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function present(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}
