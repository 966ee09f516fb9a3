import type { HistoryEvent } from '@document-pipelines/asl/interpreter';
import { documentIdOfInput } from './document-identity';

/** Which executions work on which document, and how often they have moved, from the events of this process. */
export interface DocumentExecutions {
  onHistoryEvent(event: HistoryEvent, executionArn: string): void;
  /** An execution of an earlier process continues with the document. */
  follow(documentId: string, executionArn: string): void;
  /** In the order in which they began. */
  of(documentId: string): readonly string[];
  documentOf(executionArn: string): string | undefined;
  /** Grows with each event of an execution that works on the document. */
  events(documentId: string): number;
}

/** Returns an empty record of executions. */
export function createDocumentExecutions(): DocumentExecutions {
  const documentOf = new Map<string, string>();
  const executions = new Map<string, { readonly arns: string[]; events: number }>();
  const follow = (documentId: string, executionArn: string): void => {
    if (documentOf.has(executionArn)) return;
    documentOf.set(executionArn, documentId);
    const { arns = [], events = 0 } = executions.get(documentId) ?? {};
    executions.set(documentId, { arns: [...arns, executionArn], events });
  };
  return {
    follow,
    onHistoryEvent(event, executionArn) {
      const started = event.executionStartedEventDetails;
      const documentId = started === undefined ? undefined : documentIdOfInput(JSON.parse(started.input));
      if (documentId !== undefined) follow(documentId, executionArn);
      const found = executions.get(documentOf.get(executionArn) ?? '');
      if (found !== undefined) found.events += 1;
    },
    of: (documentId) => executions.get(documentId)?.arns ?? [],
    documentOf: (executionArn) => documentOf.get(executionArn),
    events: (documentId) => executions.get(documentId)?.events ?? 0,
  };
}
