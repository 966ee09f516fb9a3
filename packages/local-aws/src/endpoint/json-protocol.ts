import { memberOf } from '@document-pipelines/asl/definition';
import { ServiceError, type Shape } from '../services';
import { asServiceError, clientGone, type Exchange, type Protocol, readBody, send } from './exchange';
import { toJsonValue, withBytes } from './wire-values';

/** AWS JSON 1.0 and 1.1: DynamoDB, SQS, Step Functions, EventBridge, Textract. The operation is in the header X-Amz-Target. */
export const jsonProtocol: Protocol = {
  answer: async (exchange, services) => {
    const operation = operationOf(exchange);
    const input = parseInput(await readBody(exchange.request), exchange.service);
    const gone = clientGone(exchange.response);
    const output = await services.call(exchange.service, operation, input, exchange.caller, gone);
    send(exchange.response, 200, contentTypeOf(exchange), JSON.stringify(toJsonValue(output)));
  },
  fail: (exchange, thrown) => {
    const error = asServiceError(thrown);
    const body = { __type: error.name, message: error.message, ...(toJsonValue(error.details ?? {}) as object) };
    exchange.response.setHeader('x-amzn-errortype', error.name);
    send(exchange.response, error.statusCode, contentTypeOf(exchange), JSON.stringify(body));
  },
};

function operationOf({ request, service }: Exchange): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  throw new ServiceError(
    'UnknownOperationException',
    `the request to ${service} names no operation in X-Amz-Target`,
    404,
  );
}

function parseInput(body: Buffer, service: string): Shape {
  let input: unknown;
  try {
    input = body.byteLength === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw new ServiceError('SerializationException', 'the body of the request is not JSON');
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new ServiceError('SerializationException', 'the body of the request is not a JSON object');
  const names = memberOf(bytesMembers, service);
  return (names === undefined ? input : withBytes(input, (name) => names.includes(name))) as Shape;
}

/** Members that are blobs. The local DynamoDB and SQS decode base64 themselves. */
const bytesMembers: Readonly<Record<string, readonly string[]>> = { textract: ['Bytes'] };

function contentTypeOf({ request }: Exchange): string {
  const type = request.headers['content-type'];
  return type === 'application/x-amz-json-1.1' ? type : 'application/x-amz-json-1.0';
}
