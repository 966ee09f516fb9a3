export type { DeploymentTarget } from './deployment-target';
export * from './derive-execution-policy';
export * from './inference-profile';
export type { Observability } from './observability';
export * from './policy-document';
export type { DerivedStatement } from './statements';
