import { cutText } from '../shared/platform/cut-text';
import type { InferenceTool } from '../shared/inference/inference-documents';
import { schemaProblem } from './schema-problem';

/** What a record came back with: the tool's input, or why there is none that can be used. */
export type ModelAnswer = { readonly answer: Readonly<Record<string, unknown>> } | { readonly reason: string };

/** A line of `.jsonl.out`. */
export interface OutputRecord {
  readonly recordId: string;
  readonly answer: ModelAnswer;
}

/** Reads a line of a batch job's output; undefined where it names no record. What the model answered is untrusted. */
export function readOutputRecord(line: string, tool: InferenceTool): OutputRecord | undefined {
  const record = parsed(line);
  const recordId = record['recordId'];
  return typeof recordId === 'string' ? { recordId, answer: answerOf(record, tool) } : undefined;
}

type Members = Readonly<Record<string, unknown>>;

function answerOf({ error, modelOutput }: Members, tool: InferenceTool): ModelAnswer {
  if (isObject(error)) {
    return { reason: `ModelError: ${String(error['errorCode'])} ${cutText(String(error['errorMessage']), 300)}` };
  }
  if (!isObject(modelOutput)) return { reason: 'UnusableAnswer: there is neither modelOutput nor error' };
  const stopped = modelOutput['stop_reason'];
  const content = Array.isArray(modelOutput['content']) ? (modelOutput['content'] as unknown[]) : [];
  const calls = content.filter((block): block is Members => isObject(block) && block['type'] === 'tool_use');
  if (stopped === 'end_turn' && calls.length === 0) {
    return { reason: `UnusableAnswer: the model answered in prose instead of calling ${tool.name}` };
  }
  if (stopped !== 'tool_use') return { reason: `UnusableAnswer: the model stopped with ${String(stopped)}` };
  const [call] = calls;
  if (calls.length !== 1 || call?.['name'] !== tool.name) {
    return { reason: `UnusableAnswer: ${tool.name} must be called exactly once` };
  }
  const answer = call['input'];
  const problem = isObject(answer) ? schemaProblem(tool.inputSchema, answer) : 'the answer must be an object';
  return problem === undefined ? { answer: answer as Members } : { reason: `UnusableAnswer: ${problem}` };
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(line: string): Members {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
