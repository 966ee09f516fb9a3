import { z } from 'zod';
import { ServiceError, type Shape } from '../service';

/** Content that the offline reader does not take is refused by its own name, e.g. `image`. */
const textBlock = z.strictObject({ text: z.string() });
const toolUseBlock = z.strictObject({ toolUse: z.looseObject({ name: z.string() }) });
const toolResultBlock = z.strictObject({ toolResult: z.looseObject({}) });

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
  requestMetadata: z.record(z.string(), z.string()).optional(),
});

/** Converse's input in the SDK's shape, as far as the offline reader takes it. */
export type ConverseRequest = z.infer<typeof converseRequest>;

/** Parts of Converse's input that are known but not taken; each is refused by its name. */
const notModelled = [
  'guardrailConfig',
  'additionalModelRequestFields',
  'additionalModelResponseFieldPaths',
  'performanceConfig',
  'promptVariables',
  'outputConfig',
  'serviceTier',
];
const contentNotModelled = [
  'image',
  'document',
  'video',
  'audio',
  'guardContent',
  'reasoningContent',
  'cachePoint',
  'citationsContent',
  'searchResult',
];

/** Parses Converse's input. Throws ValidationException, or NotModelledError for content that the offline reader does not take. */
export function parseConverse(input: Shape): ConverseRequest {
  for (const name of notModelled) {
    if (input[name] !== undefined) throw refused(`the parameter ${name} of Converse`);
  }
  for (const kind of contentKinds(input)) {
    if (contentNotModelled.includes(kind)) throw refused(`the content block ${kind} of Converse`);
  }
  const parsed = converseRequest.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the request'}: ${issue.message}`);
  throw new ServiceError(
    'ValidationException',
    `the request does not have the shape of Converse: ${issues.join('; ')}`,
  );
}

function contentKinds(input: Shape): string[] {
  const lists = [
    input['system'],
    ...asArray(input['messages']).map((message) => (message as Shape | null)?.['content']),
  ];
  const toolEntries = asArray((input['toolConfig'] as Shape | undefined)?.['tools']);
  return [...lists.flatMap(asArray), ...toolEntries].flatMap((block) =>
    typeof block === 'object' && block !== null ? Object.keys(block) : [],
  );
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function refused(what: string): ServiceError {
  return new ServiceError(
    'NotModelledError',
    `the offline reader, which stands in for bedrock, does not model ${what}`,
    501,
  );
}
