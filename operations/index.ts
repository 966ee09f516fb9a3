export {
  type BatchLookOptions,
  listBatches,
  type PlanLimits,
  type PlanOptions,
  type PrintCommandOptions,
  planOfBatch,
  printBatchCommand,
  type ResumeBatchOptions,
  type RunBatchOptions,
  resumeBatch,
  runBatch,
  showBatch,
} from './batch';
export { type RunDocumentsOptions, runDocuments } from './documents/run-documents';
export { type EvaluateOptions, evaluate } from './evaluate/evaluate';
export {
  type LedgerOptions,
  listDeadLetters,
  listLedger,
  type RedriveCommandOptions,
  reconcileLedger,
  redriveDocuments,
  showDocument,
} from './ledger';
export { type ReviewAction, runReviewAction } from './reviews/review';
export { showStatus } from './status';
