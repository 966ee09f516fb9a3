import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../asl/definition';
import { ServiceError, type Shape } from '../service';
import { type ConverseRequest, parseConverse } from './converse-shapes';
import { asksToMerge, documentTextOf } from './document-text';
import { mergeReadings, parseToolSchema, readBySchema, readingsIn, summarise } from './offline-reader';
import { cellsOf } from './offline-reader/document-cells';

/** What a person sees wherever a model would be named. */
export const offlineReaderName = 'offline-reader';

/** Answers Converse with the offline reader, in the shape of AWS's answer. `now` gives milliseconds. */
export function converseOffline(input: Shape, now: () => number): Shape {
  const startedAt = now();
  const request = parseConverse(input);
  const text = documentTextOf(request);
  const readings = asksToMerge(request) ? readingsIn(text) : undefined;
  const tool = forcedTool(request);
  const content = tool === undefined ? [{ text: plainAnswer(text) }] : [{ toolUse: toolUse(tool, text, readings) }];
  const inputTokens = estimateTokens(
    JSON.stringify([request.messages, request.system ?? [], request.toolConfig ?? {}]),
  );
  const outputTokens = estimateTokens(JSON.stringify(content));
  const isCut = tool !== undefined && outputTokens > (request.inferenceConfig?.maxTokens ?? Number.POSITIVE_INFINITY);
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: isCut ? 'max_tokens' : tool === undefined ? 'end_turn' : 'tool_use',
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
    metrics: { latencyMs: Math.max(0, Math.round(now() - startedAt)) },
    trace: { promptRouter: { invokedModelId: offlineReaderName } },
  };
}

type Tool = NonNullable<ConverseRequest['toolConfig']>['tools'][number]['toolSpec'];

/** The tool that has to be used: the one named, or, where any will do, the first. */
function forcedTool({ toolConfig }: ConverseRequest): Tool | undefined {
  const choice = toolConfig?.toolChoice;
  if (toolConfig === undefined || choice === undefined || 'auto' in choice) return undefined;
  const wanted = 'tool' in choice ? choice.tool.name : toolConfig.tools[0]!.toolSpec.name;
  const found = toolConfig.tools.find(({ toolSpec }) => toolSpec.name === wanted)?.toolSpec;
  if (found === undefined) {
    const names = toolConfig.tools.map(({ toolSpec }) => toolSpec.name).join(', ');
    throw new ServiceError('ValidationException', `toolChoice names the tool ${wanted}; the tools are: ${names}`);
  }
  return found;
}

function toolUse(
  tool: Tool,
  text: string,
  readings?: readonly JsonObject[],
): { toolUseId: string; name: string; input: JsonObject } {
  const parsed = parseToolSchema(tool.inputSchema.json);
  if ('problem' in parsed) {
    throw new ServiceError(
      'ValidationException',
      `the input schema of the tool ${tool.name} cannot be used: ${parsed.problem}`,
    );
  }
  const digest = createHash('sha256').update(`${tool.name}\n${text}`).digest('base64url');
  const input = readings === undefined ? readBySchema(parsed.schema, text) : mergeReadings(parsed.schema, readings);
  return { toolUseId: `tooluse_${digest.slice(0, 22)}`, name: tool.name, input };
}

function plainAnswer(text: string): string {
  return `This is the offline reader, not a language model: it fills in forced tools and can only quote. ${summarise(cellsOf(text), '')}`;
}

/** About four characters make a token; an estimate, so that usage and prices have an order of magnitude. */
function estimateTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}
