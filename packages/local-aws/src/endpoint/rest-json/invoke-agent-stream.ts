import { EventStreamCodec } from '@smithy/eventstream-codec';
import { ServiceError, type Services, type Shape } from '../../services';
import { type Exchange, readBody } from '../exchange';
import { toJsonValue } from '../wire-values';

/** The path of InvokeAgent: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_InvokeAgent.html */
export const invokeAgentPath = /^\/agents\/([^/]+)\/agentAliases\/([^/]+)\/sessions\/([^/]+)\/text$/;

/** Sends the output of InvokeAgent as an event stream, as AWS does, one message for each member of `completion`. */
export async function answerInvokeAgent(exchange: Exchange, services: Services): Promise<void> {
  const [, agentId = '', agentAliasId = '', sessionId = ''] = invokeAgentPath.exec(exchange.path) ?? [];
  const names = { agentId, agentAliasId, sessionId };
  const path = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, decodeURIComponent(value)]));
  const input = { ...parseBody(await readBody(exchange.request)), ...path };
  const output = await services.call('bedrock', 'InvokeAgent', input, exchange.caller);
  const body = Buffer.concat((output['completion'] as readonly Shape[]).map(messageOf));
  exchange.response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'content-length': body.byteLength,
    'x-amzn-bedrock-agent-content-type': String(output['contentType']),
    'x-amz-bedrock-agent-session-id': String(output['sessionId']),
  });
  exchange.response.end(body);
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

function messageOf(event: Shape): Uint8Array {
  const [[name, value] = ['', {}]] = Object.entries(event);
  return codec.encode({
    headers: {
      ':message-type': { type: 'string', value: 'event' },
      ':event-type': { type: 'string', value: name },
      ':content-type': { type: 'string', value: 'application/json' },
    },
    body: Buffer.from(JSON.stringify(toJsonValue(value))),
  });
}

function parseBody(body: Buffer): Shape {
  try {
    return JSON.parse(body.toString()) as Shape;
  } catch {
    throw new ServiceError('ValidationException', 'the body of the request is not JSON');
  }
}
