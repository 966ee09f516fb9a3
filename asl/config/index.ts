export type { CheckConfig } from './check-config';
export * from './config-finder';
export * from './sound-definition';
