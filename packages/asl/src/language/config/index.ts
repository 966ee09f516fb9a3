export type { CheckConfig, LocalSettings } from './check-config';
export * from './config-finder';
export * from './sound-definition';
