export { type BatchLookOptions, listBatches, showBatch } from './commands/list';
export { type PlanOptions, planOfBatch } from './commands/plan';
export { type PrintCommandOptions, printBatchCommand } from './commands/print-command';
export { type ResumeBatchOptions, resumeBatch } from './commands/resume';
export { type RunBatchOptions, runBatch } from './commands/run';
export type { PlanLimits } from './plan/batch-plan';
