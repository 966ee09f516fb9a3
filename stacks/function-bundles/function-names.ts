/** The functions, each a folder of `functions/` with an index.ts that exports `handler`. */
export const functionNames = [
  'validate-document',
  'extract-text',
  'complete-extraction',
  'process-invoice',
  'request-review',
  'review-decision',
  'record-failed-execution',
] as const;

/** Name of a function: its folder, its bundle and its resource in the stack. */
export type FunctionName = (typeof functionNames)[number];
