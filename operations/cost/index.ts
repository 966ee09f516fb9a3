export { assumed, batchCosts } from './batch-costs';
export { costPage } from './cost-page';
