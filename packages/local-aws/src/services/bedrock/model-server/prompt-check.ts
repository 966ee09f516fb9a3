import type { TokenUsage } from '../converse-shapes';
import type { ChatRequest } from './chat-request';

/** Share of the pieces of a prompt that have to be counted as tokens: tokenizers join some of them. */
const leastShare = 0.9;

/**
 * Compares the tokens that a server counted in a prompt with the fewest it can have. Ollama cuts a longer prompt at its context length
 * without an error, so that a model reads half a prompt. Warns once: it is a setting of the server, not of one request.
 */
export function createPromptCheck(onWarning: ((message: string) => void) | undefined) {
  let isReported = false;
  return ({ messages, max_tokens: maxTokens = 0 }: ChatRequest, { inputTokens }: TokenUsage): void => {
    if (isReported || inputTokens === undefined) return;
    const expected = Math.floor(leastTokens(messages.map(({ content }) => content).join('\n')) * leastShare);
    if (inputTokens >= expected) return;
    isReported = true;
    const length = 2 ** Math.ceil(Math.log2(expected * 1.5 + maxTokens));
    onWarning?.(
      `the model server counted ${inputTokens} tokens in a prompt of at least ${expected}: it has cut the prompt, and the model has not read all of it. ` +
        `Raise its context length: Ollama by OLLAMA_CONTEXT_LENGTH=${length} ollama serve, or num_ctx in a Modelfile`,
    );
  };
}

/** Words, groups of up to three digits, and runs of signs: each is a token at least, in the tokenizers of GPT, Llama, Qwen and Mistral. */
function leastTokens(text: string): number {
  return text.match(/\p{L}+|\p{N}{1,3}|[^\s\p{L}\p{N}]+/gu)?.length ?? 0;
}
