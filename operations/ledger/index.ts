export type { LedgerOptions } from './commands/ledger-options';
export { listDeadLetters } from './commands/list-dead-letters';
export { listLedger } from './commands/list-ledger';
export { reconcileLedger } from './commands/reconcile-ledger';
export { type RedriveCommandOptions, redriveDocuments } from './commands/redrive-documents';
export { showDocument } from './commands/show-document';
