import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import type { ToolSpec } from '../converse-shapes';
import type { ChatAnswer } from './chat-answer';
import type { OfferedTools } from './offered-tools';

/** How a server returns a tool's input without being offered tools. */
export interface AnswerFormat {
  /** `response_format` of a chat completion. */
  readonly responseFormat: object;
  /** Returns the answer with the tool call in its text, or without a call if the text does not contain one. */
  toolUseIn(answer: ChatAnswer, tools: OfferedTools, newId: () => string): ChatAnswer;
}

/** One tool's own schema; of several tools, an object with the name of one and its input. */
export function answerFormat(specs: readonly ToolSpec[]): AnswerFormat {
  const [first, ...others] = specs;
  const only = others.length === 0 ? first : undefined;
  const [name, schema] = only === undefined ? ['tool', eitherOf(specs)] : [only.name, only.inputSchema.json];
  return {
    responseFormat: { type: 'json_schema', json_schema: { name, strict: true, schema } },
    toolUseIn(answer, tools, newId) {
      const value = parseAnswer(answer.text);
      const called = only === undefined ? callIn(value) : { name: only.name, input: value };
      const input = called === undefined ? undefined : tools.inputOf(called.name, called.input);
      if (called === undefined || input === undefined) return { ...answer, toolUses: [] };
      return { ...answer, text: '', toolUses: [{ toolUseId: newId(), name: called.name, input }] };
    },
  };
}

function eitherOf(specs: readonly ToolSpec[]): object {
  return {
    anyOf: specs.map(({ name, inputSchema }) => ({
      type: 'object',
      properties: { name: { const: name }, input: inputSchema.json },
      required: ['name', 'input'],
      additionalProperties: false,
    })),
  };
}

function callIn(value: Json | undefined): { readonly name: string; readonly input: JsonObject } | undefined {
  if (value === undefined || !isJsonObject(value)) return undefined;
  const { name, input } = value;
  return typeof name === 'string' && input !== undefined && isJsonObject(input) ? { name, input } : undefined;
}

/** Servers that ignore the format leave a fence around JSON. */
function parseAnswer(text: string): Json | undefined {
  const [, fenced = text] = /^```(?:json)?\s*\n([\s\S]*?)\n?```$/u.exec(text) ?? [];
  try {
    return JSON.parse(fenced) as Json;
  } catch {
    return undefined;
  }
}
