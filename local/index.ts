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
export {
  clean,
  type DocumentResult,
  findProject,
  type MachineRunOptions,
  type Outcome,
  type ReviewAction,
  type RunOptions,
  review,
  runCommand,
  runDocuments,
  runMachine,
  status,
} from './run';
export { type ServeOptions, serve } from './serve';
export { type Local, type StartLocalOptions, startLocal } from './start-local';
export { StateInUseError } from './state-lock';
