import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConverseAnswer } from '../converse-shapes';
import { createModelServer, type ModelServerOptions } from './create-model-server';

/** A request that the server received. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Answers a request: with JSON and its status, or by hand. */
export type Answering = (
  received: Received,
  response: ServerResponse,
) => readonly [status: number, body: unknown] | undefined;

/** A model server on loopback that answers as it is scripted, the last answer again and again. */
export async function startFakeServer(answers: readonly Answering[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const { authorization } = request.headers;
      const body = text === '' ? {} : (JSON.parse(text) as Received['body']);
      const one: Received = { method: request.method ?? '', path: request.url ?? '', authorization, body };
      const answer = answers[Math.min(received.length, answers.length - 1)]?.(one, response);
      received.push(one);
      if (answer === undefined) return;
      response.writeHead(answer[0], { 'content-type': 'application/json' });
      response.end(typeof answer[1] === 'string' ? answer[1] : JSON.stringify(answer[1]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    received,
    baseUrl,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What was asked of a server, and what came of it. */
export interface Asked {
  readonly answer: ConverseAnswer;
  readonly received: readonly Received[];
  readonly warnings: readonly string[];
}

/** Sends one request to a server that answers so. */
export async function ask(
  answers: readonly Answering[],
  input: object,
  { signal, ...options }: Partial<ModelServerOptions> & { readonly signal?: AbortSignal } = {},
): Promise<Asked> {
  const server = await startFakeServer(answers);
  const warnings: string[] = [];
  let ids = 0;
  const model = createModelServer({
    baseUrl: server.baseUrl,
    model: 'qwen3:8b',
    where: 'on this computer',
    onWarning: (message) => warnings.push(message),
    newId: () => {
      ids += 1;
      return `tooluse_${ids}`;
    },
    now: () => 0,
    ...options,
  });
  try {
    return { answer: await model.converse({ ...input }, signal), received: server.received, warnings };
  } finally {
    await server.close();
  }
}

/** A chat completion with this message. */
export function completion(
  message: object,
  rest: { readonly finish_reason?: string | null; readonly usage?: object } = {},
) {
  const { finish_reason = 'stop', usage = { prompt_tokens: 900, completion_tokens: 20, total_tokens: 920 } } = rest;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'qwen3:8b',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
    usage,
  };
}

/** A message that calls a tool. */
export function calling(written: unknown, { name = 'record', id = 'call_1' }: { name?: string; id?: string } = {}) {
  return { content: '', tool_calls: [{ id, type: 'function', function: { name, arguments: written } }] };
}

/** The schema of `record`. */
export const schema = {
  type: 'object',
  required: ['documentType'],
  properties: { documentType: { type: 'string', enum: ['invoice', 'letter'] }, total: { type: 'string' } },
  additionalProperties: false,
};

const spec = (name: string) => ({ toolSpec: { name, description: 'Records.', inputSchema: { json: schema } } });

/** A request that forces `record` beside another tool. */
export const forced = {
  modelId: 'anthropic.claude-x',
  system: [{ text: 'You read documents.' }],
  messages: [{ role: 'user', content: [{ text: 'INVOICE' }] }],
  toolConfig: { tools: [spec('other'), spec('record')], toolChoice: { tool: { name: 'record' } } },
};

/** The same request without a tool that is forced. */
export const auto = { ...forced, toolConfig: { tools: [spec('record')] } };
