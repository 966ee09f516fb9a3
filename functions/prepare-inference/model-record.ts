import type { InferenceTool } from '../shared/inference/inference-documents';

/** What is the same in every record. */
export interface InferencePrompt {
  readonly system: string;
  readonly tool: InferenceTool;
  /** Tokens of an answer at most. */
  readonly maxTokens: number;
}

/**
 * A line of a batch job's input: the body of InvokeModel for Anthropic's models, the tool forced, the text between fences that
 * carry the documentId.
 *
 * https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-data.html
 */
export function modelRecord({ system, tool, maxTokens }: InferencePrompt, documentId: string, text: string) {
  return {
    recordId: documentId,
    modelInput: {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: maxTokens,
      temperature: 0,
      system,
      messages: [
        {
          role: 'user',
          content: [{ type: 'text', text: `<<<document ${documentId}\n${text}\n>>>document ${documentId}` }],
        },
      ],
      tools: [{ name: tool.name, description: tool.description, input_schema: tool.inputSchema }],
      tool_choice: { type: 'tool', name: tool.name },
    },
  };
}
