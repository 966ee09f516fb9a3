import type { InferenceTool } from '../shared/inference/inference-documents';
import { isJsonObject, type JsonObject, parseJsonObject } from '../shared/json/json-object';
import { cutText } from '../shared/platform/cut-text';
import { schemaProblem } from './schema-problem';

/** The result of a record: the tool's input, or why it cannot be used. */
export type ModelAnswer = { readonly answer: JsonObject } | { readonly reason: string };

/** A line of `.jsonl.out`. */
export interface OutputRecord {
  readonly recordId: string;
  readonly answer: ModelAnswer;
}

/** Parses a line of a batch job's output; undefined if it does not name a record. The model's answer is untrusted. */
export function readOutputRecord(line: string, tool: InferenceTool): OutputRecord | undefined {
  const record = parseJsonObject(line) ?? {};
  const recordId = record['recordId'];
  return typeof recordId === 'string' ? { recordId, answer: answerOf(record, tool) } : undefined;
}

function answerOf({ error, modelOutput }: JsonObject, tool: InferenceTool): ModelAnswer {
  if (isJsonObject(error)) {
    return { reason: `ModelError: ${String(error['errorCode'])} ${cutText(String(error['errorMessage']), 300)}` };
  }
  if (!isJsonObject(modelOutput)) return { reason: 'UnusableAnswer: there is neither modelOutput nor error' };
  const stopped = modelOutput['stop_reason'];
  const content = Array.isArray(modelOutput['content']) ? (modelOutput['content'] as unknown[]) : [];
  const calls = content.filter((block): block is JsonObject => isJsonObject(block) && block['type'] === 'tool_use');
  if (stopped === 'end_turn' && calls.length === 0) {
    return { reason: `UnusableAnswer: the model answered in prose instead of calling ${tool.name}` };
  }
  if (stopped !== 'tool_use') return { reason: `UnusableAnswer: the model stopped with ${String(stopped)}` };
  const [call] = calls;
  if (calls.length !== 1 || call?.['name'] !== tool.name) {
    return { reason: `UnusableAnswer: ${tool.name} must be called exactly once` };
  }
  const answer = call['input'];
  const problem = isJsonObject(answer) ? schemaProblem(tool.inputSchema, answer) : 'the answer must be an object';
  return problem === undefined ? { answer: answer as JsonObject } : { reason: `UnusableAnswer: ${problem}` };
}
