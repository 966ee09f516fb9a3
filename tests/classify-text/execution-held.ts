import type { Local } from '@document-pipelines/local-aws';

/** Whether an execution of classify-text had exactly this text as its input. */
export function executionHeld({ states }: Local, text: string): boolean {
  return states.list('dev-classify-text').some(({ input }) => (input as { readonly text?: unknown }).text === text);
}
