export type { CheckConfig } from './check-config';
export * from './config-finder';
