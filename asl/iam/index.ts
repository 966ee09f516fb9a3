export * from './derive-execution-policy';
export type { Observability } from './observability';
export type { Place } from './place';
export * from './policy-document';
export type { DerivedStatement } from './statements';
