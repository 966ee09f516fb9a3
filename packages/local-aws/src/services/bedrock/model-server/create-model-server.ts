import { randomUUID } from 'node:crypto';
import { type Converse, type ConverseAnswer, parseConverse, type TokenUsage } from '../converse-shapes';
import { answerFormat } from './answer-format';
import { type ChatAnswer, contentOf, readChatAnswer, stopReasonOf } from './chat-answer';
import { type ChatRequest, chatRequestOf, chatToolsOf } from './chat-request';
import { type OfferedTools, offeredTools } from './offered-tools';
import { createPromptCheck } from './prompt-check';
import { type ModelServer, requestJson } from './request-json';
import { rejectsTools, serverErrorOf } from './server-error';

/** Options of a model server's client. */
export interface ModelServerOptions extends ModelServer {
  /** As the server lists it. */
  readonly model: string;
  /** Who receives the prompts, e.g. `on this computer`. */
  readonly where: string;
  /** Longest time for one answer; default 600. The caller's signal is usually aborted earlier. */
  readonly timeoutSeconds?: number;
  /** Called once if the server has cut a prompt. */
  readonly onWarning?: (message: string) => void;
  /** Names tool calls without a usable id. */
  readonly newId?: () => string;
  /** Milliseconds; default: performance.now. */
  readonly now?: () => number;
}

/**
 * An OpenAI-compatible server as a model: Ollama, llama.cpp, vLLM, LM Studio. Converse becomes POST /chat/completions. If a tool is
 * required and the answer has no usable call, or if the server rejects tools, the request is sent once more without tools, with the
 * tool's schema as response_format. Images, documents and other features without a counterpart there are rejected by name.
 */
export function createModelServer(options: ModelServerOptions): Converse {
  const { model, baseUrl, where, now = () => performance.now() } = options;
  const client = createClient(options);
  return {
    description: `${model} instead of Bedrock: prompts are sent to ${baseUrl} (${where})`,
    async converse(input, signal) {
      const startedAt = now();
      const request = parseConverse(input, 'a model server');
      const tools = offeredTools(request);
      const answer = await client.answer(chatRequestOf(request, model), tools, signal);
      return converseAnswerOf(answer, { model, latencyMs: Math.round(now() - startedAt) });
    },
  };
}

function createClient(options: ModelServerOptions) {
  const { timeoutSeconds = 600, newId = () => `tooluse_${randomUUID()}` } = options;
  const checkPrompt = createPromptCheck(options.onWarning);
  const post = async (body: ChatRequest, signal?: AbortSignal) => {
    const request = { path: '/chat/completions', body, timeoutSeconds, ...(signal === undefined ? {} : { signal }) };
    return requestJson(options, request);
  };
  const read = (text: string, body: ChatRequest, tools: OfferedTools): ChatAnswer => {
    const answer = readChatAnswer(text, { server: options, tools, newId });
    checkPrompt(body, answer.usage);
    return answer;
  };
  return {
    async answer(body: ChatRequest, tools: OfferedTools, signal?: AbortSignal): Promise<ChatAnswer> {
      const response = await post({ ...body, ...chatToolsOf(tools.specs, tools.isRequired) }, signal);
      const isRejected = tools.specs.length > 0 && rejectsTools(response);
      if (response.status !== 200 && !isRejected) throw serverErrorOf(options, response);
      const first = isRejected ? undefined : read(response.text, body, tools);
      if (first !== undefined && !asksAgain(first, tools)) return first;
      const format = answerFormat(tools.specs);
      const formatted = { ...body, response_format: format.responseFormat };
      const second = await post(formatted, signal);
      if (second.status === 200) {
        const answer = format.toolUseIn(read(second.text, formatted, tools), tools, newId);
        return bestOf(first, answer);
      }
      // A server that rejected the schema as well as the tools is described by its first error; a busy server may be called again.
      if (second.status !== 400 && second.status !== 422) throw serverErrorOf(options, second);
      if (first === undefined) throw serverErrorOf(options, response);
      return first;
    },
  };
}

/** A required tool was not called, or a call cannot be used. What was cut or filtered would be so again. */
function asksAgain({ finishReason, toolUses, hasUnusableCalls }: ChatAnswer, tools: OfferedTools): boolean {
  if (toolUses.length > 0 || finishReason === 'length' || finishReason === 'content_filter') return false;
  return tools.isRequired || (tools.specs.length > 0 && hasUnusableCalls);
}

/** Both were computed, so the tokens of both count. */
function bestOf(first: ChatAnswer | undefined, second: ChatAnswer): ChatAnswer {
  if (first === undefined) return second;
  const isBetter = second.toolUses.length > 0 || second.finishReason === 'length';
  return { ...(isBetter ? second : first), usage: sumOf(first.usage, second.usage) };
}

function sumOf(one: TokenUsage, other: TokenUsage): TokenUsage {
  const names = ['inputTokens', 'outputTokens', 'totalTokens'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const [a, b] = [one[name], other[name]];
      return a === undefined || b === undefined ? [] : [[name, a + b]];
    }),
  );
}

function converseAnswerOf(
  answer: ChatAnswer,
  { model, latencyMs }: { readonly model: string; readonly latencyMs: number },
): ConverseAnswer {
  return {
    output: { message: { role: 'assistant', content: contentOf(answer) } },
    stopReason: stopReasonOf(answer),
    usage: answer.usage,
    metrics: { latencyMs: Math.max(0, latencyMs) },
    trace: { promptRouter: { invokedModelId: answer.model ?? model } },
  };
}
