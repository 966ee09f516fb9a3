import { z } from 'zod';
import type { AnswerBlock, ConverseAnswer } from '../bedrock';
import { validation } from '../bedrock-control';
import type { Shape } from '../service';

const textBlock = z.strictObject({ type: z.literal('text'), text: z.string() });

/** InvokeModel's body for Anthropic's models, with the members that Converse accepts here: text and tools. */
const messagesBody = z.strictObject({
  anthropic_version: z.literal('bedrock-2023-05-31'),
  max_tokens: z.int().min(1),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  stop_sequences: z.array(z.string()).optional(),
  system: z.string().optional(),
  messages: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.union([z.string(), z.array(textBlock)]) }))
    .min(1),
  tools: z
    .array(z.strictObject({ name: z.string(), description: z.string().optional(), input_schema: z.looseObject({}) }))
    .optional(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('tool'), name: z.string() }),
      z.strictObject({ type: z.literal('any') }),
      z.strictObject({ type: z.literal('auto') }),
    ])
    .optional(),
});

type MessagesBody = z.infer<typeof messagesBody>;

/** Converts a record's modelInput to a request of Converse. Throws ValidationException if it is not a body of Anthropic's models. */
export function converseRequestOf(modelInput: unknown, modelId: string): Shape {
  const parsed = messagesBody.safeParse(modelInput);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'modelInput'}: ${message}`);
    throw validation(`modelInput is not a body of text and tools for Anthropic's models: ${problems.join('; ')}`);
  }
  const { system, messages } = parsed.data;
  return {
    modelId,
    ...(system === undefined ? {} : { system: [{ text: system }] }),
    messages: messages.map(({ role, content }) => ({ role, content: textsOf(content).map((text) => ({ text })) })),
    inferenceConfig: inferenceConfigOf(parsed.data),
    ...toolConfigOf(parsed.data),
  };
}

function textsOf(content: MessagesBody['messages'][number]['content']): string[] {
  return typeof content === 'string' ? [content] : content.map(({ text }) => text);
}

function inferenceConfigOf({ max_tokens, temperature, top_p, stop_sequences }: MessagesBody): Shape {
  return {
    maxTokens: max_tokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(top_p === undefined ? {} : { topP: top_p }),
    ...(stop_sequences === undefined ? {} : { stopSequences: stop_sequences }),
  };
}

function toolConfigOf({ tools, tool_choice: choice }: MessagesBody): Shape {
  if (tools === undefined) return {};
  const toolSpecs = tools.map(({ name, description, input_schema: json }) => ({
    toolSpec: { name, ...(description === undefined ? {} : { description }), inputSchema: { json } },
  }));
  if (choice === undefined) return { toolConfig: { tools: toolSpecs } };
  const toolChoice = choice.type === 'tool' ? { tool: { name: choice.name } } : { [choice.type]: {} };
  return { toolConfig: { tools: toolSpecs, toolChoice } };
}

/** Converts the output of Converse to a record's modelOutput. */
export function modelOutputOf({ output, stopReason, usage, trace }: ConverseAnswer): Shape {
  const { inputTokens, outputTokens } = usage;
  return {
    model: trace?.promptRouter?.invokedModelId ?? 'unknown',
    type: 'message',
    role: 'assistant',
    content: output.message.content.map(contentOf),
    stop_reason: stopReason,
    stop_sequence: null,
    usage: {
      ...(inputTokens === undefined ? {} : { input_tokens: inputTokens }),
      ...(outputTokens === undefined ? {} : { output_tokens: outputTokens }),
    },
  };
}

function contentOf(block: AnswerBlock): Shape {
  if ('text' in block) return { type: 'text', text: block.text };
  const { toolUseId, name, input } = block.toolUse;
  return { type: 'tool_use', id: toolUseId, name, input };
}
