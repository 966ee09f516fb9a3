import { createHash } from 'node:crypto';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { ServiceError } from '@document-pipelines/local-aws/services';
import {
  type Converse,
  type ConverseAnswer,
  type ConverseRequest,
  forcedTool,
  parseConverse,
  type ToolSpec,
  type ToolUse,
} from '@document-pipelines/local-aws/services/bedrock';
import { cellsOf } from './document-cells';
import { asksToMerge, documentTextOf } from './document-text';
import { mergeReadings, readingsIn } from './merge-readings';
import { readBySchema } from './read-by-schema';
import { parseToolSchema } from './schema';
import { summarise } from './summarise';

/** Printed instead of the name of a model. */
export const offlineReaderName = 'offline-reader';

/**
 * The offline reader as a model: deterministic, fills in the tool that the request forces, else the first that it offers, and without
 * tools quotes. `now` returns milliseconds, default performance.now.
 */
export function createConverse(now: () => number = () => performance.now()): Converse {
  return {
    description: 'offline reader instead of Bedrock',
    converse: async (input) => answerOffline(parseConverse(input, 'the offline reader'), now),
  };
}

function answerOffline(request: ConverseRequest, now: () => number): ConverseAnswer {
  const startedAt = now();
  const text = documentTextOf(request);
  const readings = asksToMerge(request) ? readingsIn(text) : undefined;
  const tool = forcedTool(request) ?? request.toolConfig?.tools[0]?.toolSpec;
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

function toolUse(tool: ToolSpec, text: string, readings?: readonly JsonObject[]): ToolUse {
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
  return `This is the offline reader, not a language model: it fills in tools and can only quote. ${summarise(cellsOf(text), '')}`;
}

/** About four characters make a token; an estimate, so that usage and prices have an order of magnitude. */
function estimateTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}
