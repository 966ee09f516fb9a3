export * from './json';
export * from './state-machine';
