import { z } from 'zod';
import { ServiceError } from '../../service';
import type { AnswerBlock, TokenUsage, ToolUse } from '../converse-shapes';
import type { OfferedTools } from './offered-tools';
import type { ModelServer } from './request-json';
import { writtenIn } from './server-error';

const toolCall = z.object({
  id: z.string().nullish(),
  function: z.object({ name: z.string(), arguments: z.unknown() }),
});

const contentPart = z.object({ type: z.string(), text: z.string().optional() });

/** A chat completion, with the members used here: reasoning and other members are dropped. */
const chatAnswer = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.union([z.string(), z.array(contentPart)]).nullish(),
          tool_calls: z.array(z.unknown()).nullish(),
        }),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: z.unknown(), completion_tokens: z.unknown(), total_tokens: z.unknown() })
    .partial()
    .nullish(),
});

/** A server's answer: its text, the calls that can be used, and the number of calls. */
export interface ChatAnswer {
  /** As the server names it; a router may have chosen it. */
  readonly model?: string;
  readonly text: string;
  readonly toolUses: readonly ToolUse[];
  readonly hasUnusableCalls: boolean;
  readonly finishReason: string | undefined;
  readonly usage: TokenUsage;
}

/** Options of reading an answer. */
export interface AnswerReading {
  readonly server: ModelServer;
  readonly tools: OfferedTools;
  /** Names calls without an id that Bedrock would accept. */
  readonly newId: () => string;
}

/** Parses a chat completion. Throws ModelErrorException for anything else, without the key. */
export function readChatAnswer(text: string, { server, tools, newId }: AnswerReading): ChatAnswer {
  const { model, choices, usage } = parse(text, server);
  const { message, finish_reason: finishReason } = choices[0]!;
  const calls = message.tool_calls ?? [];
  const toolUses = usableCalls(calls, tools, newId);
  return {
    ...(model === undefined || model === null || model === '' ? {} : { model }),
    text: withoutReasoning(textOf(message.content ?? '')),
    toolUses,
    hasUnusableCalls: calls.length > toolUses.length,
    finishReason: finishReason ?? undefined,
    usage: usageOf(usage ?? {}),
  };
}

/** The stop reason: an answer that was cut is never complete; servers write `stop` after a call, and `tool_calls` without one. */
export function stopReasonOf({ finishReason, toolUses }: Pick<ChatAnswer, 'finishReason' | 'toolUses'>): string {
  if (finishReason === 'length') return 'max_tokens';
  if (toolUses.length > 0) return 'tool_use';
  return finishReason === 'content_filter' ? 'content_filtered' : 'end_turn';
}

/** Returns text and calls in the shape of Converse. */
export function contentOf({ text, toolUses }: Pick<ChatAnswer, 'text' | 'toolUses'>): AnswerBlock[] {
  return [...(text === '' ? [] : [{ text }]), ...toolUses.map((toolUse) => ({ toolUse }))];
}

function parse(text: string, server: ModelServer): z.infer<typeof chatAnswer> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable('it is not JSON');
  }
  const parsed = chatAnswer.safeParse(value);
  if (parsed.success) return parsed.data;
  if (typeof value === 'object' && value !== null && 'error' in value) throw unreadable(writtenIn(text, server));
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message}`);
  throw unreadable(problems.join('; '));
}

function unreadable(why: string): ServiceError {
  return new ServiceError('ModelErrorException', `the model server's answer is not a chat completion: ${why}`, 424);
}

function usableCalls(calls: readonly unknown[], tools: OfferedTools, newId: () => string): ToolUse[] {
  const ids = new Set<string>();
  return calls.flatMap((call) => {
    const parsed = toolCall.safeParse(call);
    if (!parsed.success) return [];
    const { id, function: called } = parsed.data;
    const input = tools.inputOf(called.name, called.arguments);
    if (input === undefined) return [];
    const isUsableId = typeof id === 'string' && /^[\w-]{1,64}$/u.test(id) && !ids.has(id);
    const toolUseId = isUsableId ? id : newId();
    ids.add(toolUseId);
    return [{ toolUseId, name: called.name, input }];
  });
}

function textOf(content: string | readonly z.infer<typeof contentPart>[]): string {
  if (typeof content === 'string') return content;
  return content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : [])).join('');
}

/** Servers without a parser for reasoning leave it before the answer; the opening tag may have been part of the prompt. */
function withoutReasoning(text: string): string {
  const opening = text.indexOf('<think>');
  const closing = text.indexOf('</think>');
  const isAhead = opening === -1 || text.slice(0, opening).trim() === '';
  if (closing !== -1 && isAhead) return text.slice(closing + '</think>'.length).trim();
  return opening !== -1 && isAhead ? '' : text.trim();
}

function usageOf(usage: Readonly<Record<string, unknown>>): TokenUsage {
  const [inputTokens, outputTokens, totalTokens] = ['prompt_tokens', 'completion_tokens', 'total_tokens'].map((name) =>
    countOf(usage[name]),
  );
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(totalTokens === undefined ? {} : { totalTokens }),
  };
}

/** Prompts and answers never have 0 tokens: servers use 0 for what they did not count. */
function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}
