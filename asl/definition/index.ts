export * from './field-kinds';
export * from './field-location';
export * from './json';
export * from './number-bounds';
export * from './optimized-integrations';
export * from './resource';
export * from './state-machine';
export * from './state-targets';
