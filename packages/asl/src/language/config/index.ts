export type { CheckConfig, LocalSettings } from './check-config';
export * from './config-finder';
export type { CostAssumptions, FunctionUse } from './cost-section';
export * from './sound-definition';
