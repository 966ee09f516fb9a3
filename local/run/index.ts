export { clean } from './clean';
export { runCommand } from './command';
export type { DocumentResult, Outcome } from './documents/document-result';
export { type RunOptions, runDocuments } from './documents/run-documents';
export { findProject } from './environment/project';
export { type MachineRunOptions, runMachine } from './machine/run-machine';
export { type ReviewAction, review } from './reviews/review';
export { status } from './status';
