export type { Environment } from './environment';
export { environmentNames, loadEnvironments } from './load-environments';
export { defaultTextractQuotas, type TextractQuotas } from './textract-quotas';
