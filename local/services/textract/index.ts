export { createTextract, type Textract, type TextractOptions } from './create-textract';
export type { LiveTextract } from './live-textract';
