import type { Shape } from '@document-pipelines/local-aws/services';
import type { Converse, ConverseAnswer } from '@document-pipelines/local-aws/services/bedrock';
import type { ModelCall } from './prediction';

/** The calls of a document, and the models that they used. */
export interface MeasuredCalls {
  readonly calls: readonly ModelCall[];
  readonly answeredBy?: string;
}

/** A model whose calls are measured, by the document that they are about. */
export interface MeasuredConverse extends Converse {
  callsOf(documentId: string): MeasuredCalls;
}

/** Measures a model. `modelId` is used instead of the one that a request names. */
export function measuredConverse(converse: Converse, modelId?: string): MeasuredConverse {
  const measured = new Map<string, MeasuredCalls>();
  const record = (input: Shape, call: ModelCall, answer?: ConverseAnswer): void => {
    const documentId = documentIdIn(input);
    const { calls, answeredBy } = measured.get(documentId) ?? { calls: [] };
    const by = answer?.trace?.promptRouter?.invokedModelId ?? answeredBy;
    measured.set(documentId, { calls: [...calls, call], ...(by === undefined ? {} : { answeredBy: by }) });
  };
  return {
    description: converse.description,
    callsOf: (documentId) => measured.get(documentId) ?? { calls: [] },
    async converse(input, signal) {
      const startedAt = performance.now();
      const milliseconds = (): number => Math.round(performance.now() - startedAt);
      const tool = toolOf(input);
      try {
        const answer = await converse.converse(modelId === undefined ? input : { ...input, modelId }, signal);
        record(input, { ...tool, milliseconds: milliseconds(), ...tokensOf(answer) }, answer);
        return answer;
      } catch (error) {
        const name = error instanceof Error ? error.name : String(error);
        record(input, { ...tool, milliseconds: milliseconds(), error: name });
        throw error;
      }
    },
  };
}

/** Requests carry the document between fences with its id, ahead of any text of the document. */
function documentIdIn({ messages }: Shape): string {
  return /<<<document ([0-9a-f]{64})/u.exec(JSON.stringify(messages))?.[1] ?? 'unknown';
}

function toolOf({ toolConfig }: Shape): Pick<ModelCall, 'tool'> {
  const { tools } = (toolConfig ?? {}) as {
    readonly tools?: readonly { readonly toolSpec?: { readonly name?: string } }[];
  };
  const name = tools?.[0]?.toolSpec?.name;
  return name === undefined ? {} : { tool: name };
}

function tokensOf({ usage }: ConverseAnswer): Pick<ModelCall, 'inputTokens' | 'outputTokens' | 'cachedTokens'> {
  const { inputTokens, outputTokens, cacheReadInputTokens } = usage;
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(cacheReadInputTokens === undefined ? {} : { cachedTokens: cacheReadInputTokens }),
  };
}
