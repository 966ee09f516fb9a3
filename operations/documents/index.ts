export { type RunOptions, runDocuments } from './run-documents';
