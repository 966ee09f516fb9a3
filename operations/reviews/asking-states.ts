/** The states in which an execution waits for a person's decision: about a document, or about a model. */
export const askingStates: ReadonlySet<string | undefined> = new Set([
  'RequestReview',
  'EscalateReview',
  'RequestApproval',
  'EscalateApproval',
]);
