import type { InferenceTool } from '../shared/inference/inference-documents';

/** The common part of all records. */
export interface InferencePrompt {
  readonly system: string;
  readonly tool: InferenceTool;
  /** Tokens of an answer at most. */
  readonly maxTokens: number;
  /** From 0 to 1; absent: the model's own. */
  readonly temperature?: number;
  /** `tool`: the tool is forced; absent: it is offered, and the model chooses. */
  readonly toolChoice?: 'tool';
}

/**
 * Returns a line of a batch job's input: the body of InvokeModel for Anthropic's models, with one tool, the text
 * between fences with the documentId.
 *
 * https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-data.html
 */
export function modelRecord(
  { system, tool, maxTokens, temperature, toolChoice }: InferencePrompt,
  documentId: string,
  text: string,
) {
  return {
    recordId: documentId,
    modelInput: {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: maxTokens,
      ...(temperature === undefined ? {} : { temperature }),
      system,
      messages: [
        {
          role: 'user',
          content: [{ type: 'text', text: `<<<document ${documentId}\n${text}\n>>>document ${documentId}` }],
        },
      ],
      tools: [{ name: tool.name, description: tool.description, input_schema: tool.inputSchema }],
      ...(toolChoice === undefined ? {} : { tool_choice: { type: toolChoice, name: tool.name } }),
    },
  };
}
