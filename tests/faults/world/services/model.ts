import type { Json, JsonObject } from '@document-pipelines/asl/definition';

/** Returns the document of a Converse request: its id is in the fence. */
export function documentIdOfRequest(request: JsonObject): string {
  return /<<<document ([0-9a-f]{64})/.exec(JSON.stringify(request['Messages']))?.[1] ?? 'unknown';
}

/** Returns a call of the tool that the request offers, or prose. */
export function answerOfModel(request: JsonObject, inputOf: (tool: string) => JsonObject | undefined): Json {
  const { Tools: tools } = request['ToolConfig'] as { Tools: [{ ToolSpec: { Name: string } }] };
  const input = inputOf(tools[0].ToolSpec.Name);
  return input === undefined ? prose : toolUse(input);
}

/** A call of the offered tool, as Converse returns it. */
export function toolUse(input: JsonObject): Json {
  return {
    StopReason: 'tool_use',
    Output: { Message: { Role: 'assistant', Content: [{ ToolUse: { Input: input } }] } },
  };
}

/** An answer without a tool call. */
export const prose: Json = {
  StopReason: 'end_turn',
  Output: { Message: { Role: 'assistant', Content: [{ Text: 'This looks like a letter.' }] } },
};
