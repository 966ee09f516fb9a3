/** The functions, each a folder of `functions/` with an index.ts that exports `handler`. */
export const functionNames = [
  'validate-document',
  'extract-text',
  'complete-extraction',
  'process-invoice',
  'request-review',
  'remind-reviewer',
  'review-decision',
  'record-failed-execution',
  'prepare-batch',
  'summarize-batch',
  'invoke-agent',
  'prepare-inference',
  'join-inference',
  'evaluate-model',
  'request-approval',
] as const;

/** Name of a function: its folder, its bundle and its resource in the stack. */
export type FunctionName = (typeof functionNames)[number];
