export * from './diagnostic';
export * from './diagnostic-json';
export * from './diagnostics-error';
export * from './did-you-mean';
export * from './format-diagnostic';
export * from './rule-ids';
export * from './sort-diagnostics';
