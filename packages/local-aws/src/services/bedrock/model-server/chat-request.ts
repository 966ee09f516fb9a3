import { ServiceError } from '../../service';
import type { ConverseRequest, ToolSpec } from '../converse-shapes';

/** A message of a chat completion. */
export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly tool_calls?: readonly object[] }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

/** The body of POST /chat/completions: https://platform.openai.com/docs/api-reference/chat/create */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: false;
  readonly max_tokens?: number;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly stop?: readonly string[];
  readonly tools?: readonly object[];
  readonly tool_choice?: 'required';
  readonly response_format?: object;
}

/** The conversation and its settings, without tools. Throws ValidationException for a block in the turn of the other side. */
export function chatRequestOf(request: ConverseRequest, model: string): ChatRequest {
  const { maxTokens, temperature, topP, stopSequences } = request.inferenceConfig ?? {};
  const system = (request.system ?? []).map(({ text }) => text);
  return {
    model,
    messages: [
      ...(system.length === 0 ? [] : [{ role: 'system' as const, content: joinTexts(system) }]),
      ...request.messages.flatMap(chatMessagesOf),
    ],
    stream: false,
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(stopSequences === undefined || stopSequences.length === 0 ? {} : { stop: stopSequences }),
  };
}

/** Returns the tools, with `required` if one must be used. A name is never forced: LM Studio rejects the object, others ignore it. */
export function chatToolsOf(
  tools: readonly ToolSpec[],
  isRequired: boolean,
): Pick<ChatRequest, 'tools' | 'tool_choice'> {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, inputSchema, strict }) => ({
      type: 'function',
      function: {
        name,
        ...(description === undefined ? {} : { description }),
        parameters: inputSchema.json,
        ...(strict === undefined ? {} : { strict }),
      },
    })),
    ...(isRequired ? { tool_choice: 'required' } : {}),
  };
}

type Turn = ConverseRequest['messages'][number];

function chatMessagesOf({ role, content }: Turn): ChatMessage[] {
  const texts = content.flatMap((block) => ('text' in block ? [block.text] : []));
  const uses = content.flatMap((block) => ('toolUse' in block ? [block.toolUse] : []));
  const results = content.flatMap((block) => ('toolResult' in block ? [block.toolResult] : []));
  const misplaced = role === 'user' ? uses.length > 0 && 'toolUse' : results.length > 0 && 'toolResult';
  if (misplaced !== false) {
    throw new ServiceError('ValidationException', `the content block ${misplaced} cannot be in a turn of the ${role}`);
  }
  if (role === 'assistant') {
    const calls = uses.map(({ toolUseId, name, input }) => ({
      id: toolUseId,
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    }));
    return [{ role, content: joinTexts(texts), ...(calls.length === 0 ? {} : { tool_calls: calls }) }];
  }
  return [
    ...results.map((result): ChatMessage => {
      const parts = result.content.map((part) => ('text' in part ? part.text : JSON.stringify(part.json)));
      return { role: 'tool', tool_call_id: result.toolUseId, content: joinTexts(parts) };
    }),
    ...(texts.length === 0 ? [] : [{ role, content: joinTexts(texts) }]),
  ];
}

function joinTexts(texts: readonly string[]): string {
  return texts.join('\n');
}
