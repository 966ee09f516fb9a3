export { layoutRows } from './layout';
export { type OtherRows, reportRows, verdict } from './report-rows';
export type { Row } from './row';
export { count, listWords, type Shown } from './value-words';
