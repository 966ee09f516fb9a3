export type { AwsChoice } from './account';
export {
  listBatches,
  type PlanLimits,
  planOfBatch,
  printBatchCommand,
  resumeBatch,
  runBatch,
  showBatch,
} from './batch';
export { runDocuments } from './documents/run-documents';
export { type EvaluateOptions, evaluate } from './evaluate/evaluate';
export {
  type LedgerOptions,
  listDeadLetters,
  listLedger,
  reconcileLedger,
  redriveDocuments,
  showDocument,
} from './ledger';
export { type ReviewAction, runReviewAction } from './reviews/review';
export { showStatus } from './status/show-status';
export { type TraceOptions, traceStory } from './trace';
export { showPages, type UiChoice } from './ui';
