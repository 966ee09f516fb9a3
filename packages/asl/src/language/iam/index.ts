export * from './derive-execution-policy';
export * from './inference-profile';
export type { Observability } from './observability';
export type { Place } from './place';
export * from './policy-document';
export type { DerivedStatement } from './statements';
