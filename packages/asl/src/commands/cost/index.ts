export { assumptionsOf, functionUse } from './assumptions';
export { costColumns, costRows, formatDollars } from './cost-table';
export { markdownTable } from './markdown-table';
export type { PipelineCost, PricedPath } from './pipeline-cost';
export { costsOf } from './show-cost';
