export type { DeploymentTarget } from './deployment-target';
export * from './derive-execution-policy';
export * from './inference-profile';
export * from './policy-document';
export type { DerivedStatement } from './statements';
