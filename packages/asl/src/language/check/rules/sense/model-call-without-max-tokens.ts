import { isJsonObject, type Json, type JsonObject, parseResource } from '../../../definition';
import type { CheckedState } from '../../checked-definition';
import type { Rule } from '../../rule';

/**
 * A call of a model does not bound its answer. Bedrock reserves `max_tokens` of the quota when the call starts, by default the most that
 * the model can write: https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
 */
export const modelCallWithoutMaxTokens: Rule = {
  id: 'model-call-without-max-tokens',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ states }) {
    for (const state of states) {
      const where = missingIn(state);
      if (where === undefined) continue;
      const message = `\`${state.name}\` calls a model without a bound on the tokens of its answer`;
      yield { message, path: [...state.path, 'Resource'], help: `set ${where}` };
    }
  },
};

/** Returns where the bound is missing; undefined if it is set, or unknown. */
function missingIn({ type, value }: CheckedState): string | undefined {
  const resource = typeof value['Resource'] === 'string' ? parseResource(value['Resource']) : undefined;
  if (type !== 'Task' || resource?.kind !== 'service') return undefined;
  const call = `${resource.service}:${resource.operation}`;
  const argumentsOf: Json | undefined = value['Arguments'] ?? value['Parameters'];
  if (!isJsonObject(argumentsOf) || isOfPrompt(argumentsOf)) return undefined;
  if (call === 'bedrockruntime:converse') return inConverse(argumentsOf);
  return call === 'bedrock:invokeModel' || call === 'bedrockruntime:invokeModel' ? inBody(argumentsOf) : undefined;
}

/** A prompt of Bedrock's Prompt management brings its own inference parameters. */
function isOfPrompt(argumentsOf: JsonObject): boolean {
  const model = argumentsOf['ModelId'];
  return typeof model === 'string' && model.includes(':prompt/');
}

function inConverse(argumentsOf: JsonObject): string | undefined {
  if (argumentsOf['InferenceConfig.$'] !== undefined) return undefined;
  const config = argumentsOf['InferenceConfig'];
  const isKnown = config === undefined || isJsonObject(config);
  if (!isKnown || hasKey(config, ['MaxTokens'])) return undefined;
  return '`InferenceConfig.MaxTokens`';
}

const bounds = [
  'max_tokens',
  'max_tokens_to_sample',
  'max_completion_tokens',
  'max_gen_len',
  'max_new_tokens',
  'maxTokenCount',
  'maxTokens',
  'maxOutputTokens',
];

/** Only texts are written token by token: bodies with messages or a prompt, as Anthropic's, Nova's, Llama's and Mistral's have them. */
function inBody(argumentsOf: JsonObject): string | undefined {
  const body = argumentsOf['Body'];
  if (!isJsonObject(body) || isForPictures(argumentsOf)) return undefined;
  const isText = ['messages', 'prompt', 'anthropic_version'].some((key) => hasOwn(body, key));
  if (!isText || hasKey(body, bounds)) return undefined;
  const parts = ['inferenceConfig', 'textGenerationConfig', 'generation_config'];
  const open = parts.some((key) => body[`${key}.$`] !== undefined || typeof body[key] === 'string');
  if (open || parts.some((key) => hasKey(body[key], bounds))) return undefined;
  return 'the bound in `Body`, such as `max_tokens`';
}

function isForPictures(argumentsOf: JsonObject): boolean {
  const model = argumentsOf['ModelId'];
  return typeof model === 'string' && /stability|canvas|reel|image|embed|rerank/i.test(model);
}

function hasKey(value: Json | undefined, keys: readonly string[]): boolean {
  return isJsonObject(value) && keys.some((key) => hasOwn(value, key));
}

/** A key, or the key with a path. */
function hasOwn(value: JsonObject, key: string): boolean {
  return Object.hasOwn(value, key) || Object.hasOwn(value, `${key}.$`);
}
