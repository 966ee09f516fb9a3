import type { JsonObject } from '@document-pipelines/asl/definition';
import { z } from 'zod';
import { ServiceError, type Shape } from '../service';

/** Implements Converse. There is one for each type of model: the project's own, Bedrock, a model server, scripted answers. */
export interface Converse {
  /** The model in a few words, and where prompts are sent; printed when a run starts. */
  readonly description: string;
  /**
   * Request and output use the shapes of the AWS SDK for JavaScript v3. Rejects with ServiceError under the names of Bedrock's
   * exceptions, or with the signal's reason if it is aborted.
   */
  converse(input: Shape, signal?: AbortSignal): Promise<ConverseAnswer>;
}

/** The output of Converse: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export type ConverseAnswer = {
  readonly output: { readonly message: { readonly role: 'assistant'; readonly content: readonly AnswerBlock[] } };
  readonly stopReason: string;
  /** A count that is unknown is absent, never 0. */
  readonly usage: TokenUsage;
  readonly metrics: { readonly latencyMs: number };
  /** The model that was used, if it is not the requested one. */
  readonly trace?: { readonly promptRouter?: { readonly invokedModelId?: string } };
};

/** Tokens of a request and its response, as far as they are known. */
export interface TokenUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  /** Of the input tokens, those that a prompt cache had. */
  readonly cacheReadInputTokens?: number;
}

/** A block of a response's content. */
export type AnswerBlock = { readonly text: string } | { readonly toolUse: ToolUse };

/** A call of a tool that the request offers. */
export interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: JsonObject;
}

/** Content that is not accepted is rejected by its own name, e.g. `image`. */
const textBlock = z.strictObject({ text: z.string() });
const toolUseBlock = z.strictObject({
  toolUse: z.strictObject({ toolUseId: z.string(), name: z.string(), input: z.unknown() }),
});
const toolResultBlock = z.strictObject({
  toolResult: z.strictObject({
    toolUseId: z.string(),
    content: z.array(z.union([textBlock, z.strictObject({ json: z.unknown() })])),
    status: z.enum(['success', 'error']).optional(),
  }),
});

const toolSchema = z.strictObject({
  toolSpec: z.strictObject({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
    description: z.string().min(1).optional(),
    inputSchema: z.strictObject({ json: z.unknown() }),
    strict: z.boolean().optional(),
  }),
});

const toolChoice = z.union([
  z.strictObject({ auto: z.looseObject({}) }),
  z.strictObject({ any: z.looseObject({}) }),
  z.strictObject({ tool: z.strictObject({ name: z.string() }) }),
]);

const converseRequest = z.strictObject({
  modelId: z.string().min(1).max(2048),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['user', 'assistant']),
        content: z.array(z.union([textBlock, toolUseBlock, toolResultBlock])),
      }),
    )
    .min(1),
  system: z.array(textBlock).optional(),
  inferenceConfig: z
    .strictObject({
      maxTokens: z.number().int().min(1).optional(),
      temperature: z.number().min(0).max(1).optional(),
      topP: z.number().min(0).max(1).optional(),
      stopSequences: z.array(z.string()).optional(),
    })
    .optional(),
  toolConfig: z.strictObject({ tools: z.array(toolSchema).min(1), toolChoice: toolChoice.optional() }).optional(),
});

/** Converse's input in the SDK's shape: text and tools. */
export type ConverseRequest = z.infer<typeof converseRequest>;

/** A tool that a request offers. */
export type ToolSpec = NonNullable<ConverseRequest['toolConfig']>['tools'][number]['toolSpec'];

/** Parts of Converse's input that only Bedrock accepts; each is rejected by its name. */
const notModelled = [
  'guardrailConfig',
  'additionalModelRequestFields',
  'additionalModelResponseFieldPaths',
  'performanceConfig',
  'promptVariables',
  'outputConfig',
  'requestMetadata',
  'serviceTier',
];

/**
 * Parses Converse's input. `reader` is who reads it, as in `a model server`. Throws ValidationException, or NotModelledError for
 * content that only a model of Bedrock accepts.
 */
export function parseConverse(input: Shape, reader: string): ConverseRequest {
  for (const name of notModelled) {
    if (input[name] !== undefined) throw rejection(reader, `the parameter ${name} of Converse`);
  }
  const block = unknownBlock(input);
  if (block !== undefined) throw rejection(reader, `the content block ${block} of Converse`);
  const parsed = converseRequest.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .flatMap(likelyIssues)
    .map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`);
  throw new ServiceError(
    'ValidationException',
    `the request does not have the shape of Converse: ${issues.join('; ')}`,
  );
}

/** Returns the tool that must be used: the one named, or, if any will do, the first. Throws ValidationException if it is not offered. */
export function forcedTool({ toolConfig }: ConverseRequest): ToolSpec | undefined {
  const choice = toolConfig?.toolChoice;
  if (toolConfig === undefined || choice === undefined || 'auto' in choice) return undefined;
  if ('any' in choice) return toolConfig.tools[0]!.toolSpec;
  const found = toolConfig.tools.find(({ toolSpec }) => toolSpec.name === choice.tool.name)?.toolSpec;
  if (found !== undefined) return found;
  const names = toolConfig.tools.map(({ toolSpec }) => toolSpec.name).join(', ');
  throw new ServiceError(
    'ValidationException',
    `toolChoice names the tool ${choice.tool.name}; the tools are: ${names}`,
  );
}

/** The name of the first block, of content, in the system prompt or among the tools, that is not text or tools. */
function unknownBlock(input: Shape): string | undefined {
  const content = asArray(input['messages']).flatMap((message) => asArray((message as Shape | null)?.['content']));
  const results = content.flatMap((block) =>
    asArray(((block as Shape | null)?.['toolResult'] as Shape | undefined)?.['content']),
  );
  const tools = asArray((input['toolConfig'] as Shape | undefined)?.['tools']);
  return (
    nameBeside(['text'], asArray(input['system'])) ??
    nameBeside(['text', 'toolUse', 'toolResult'], content) ??
    nameBeside(['text', 'json'], results) ??
    nameBeside(['toolSpec'], tools)
  );
}

function nameBeside(accepted: readonly string[], blocks: readonly unknown[]): string | undefined {
  const names = blocks.flatMap((block) => (typeof block === 'object' && block !== null ? Object.keys(block) : []));
  return names.find((name) => !accepted.includes(name));
}

/** Of alternatives, the issues of the one that fits best. */
function likelyIssues(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [best = []] = [...issue.errors].sort((one, other) => one.length - other.length);
  return best.flatMap(likelyIssues).map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function rejection(reader: string, what: string): ServiceError {
  return new ServiceError('NotModelledError', `${reader} does not accept ${what}`, 501);
}
