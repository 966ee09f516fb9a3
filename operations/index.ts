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
export { type RunOptions, runDocuments } from './documents';
export { type EvaluateOptions, evaluate } from './evaluate';
export {
  type LedgerOptions,
  listLedger,
  listLetters,
  type RedriveCommandOptions,
  reconcileLedger,
  redriveDocuments,
  showDocument,
} from './ledger';
export { type ReviewAction, review } from './reviews';
export { status } from './status';
