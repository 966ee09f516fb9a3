export { type RunDocumentsOptions, runDocuments } from './run-documents';
