import type { HistoryEvent } from '@document-pipelines/asl/interpreter';

/**
 * Returns the name of the state that an event enters, if that state does or awaits something. The name of a Choice is a question
 * (`IsLate`): printed alone it reads like its answer.
 */
export function enteredWork({ type, stateEnteredEventDetails: entered }: HistoryEvent): string | undefined {
  return /^(Task|Wait|Map|Parallel)StateEntered$/.test(type) ? entered?.name : undefined;
}
