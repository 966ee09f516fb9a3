export { clean } from './clean';
export { runCommand } from './command';
export { findProject } from './environment/project';
export type { DocumentResult, Outcome } from './documents/document-result';
export { type ReviewAction, review } from './reviews/review';
export { type RunOptions, runDocuments } from './documents/run-documents';
export { status } from './status';
export { type MachineRunOptions, runMachine } from './machine/run-machine';
