export { createTextract, type Textract, type TextractOptions } from './create-textract';
export type { OnObjectPage } from './jobs/run-jobs';
export type { LiveTextract } from './live-textract';
