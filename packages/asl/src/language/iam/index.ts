export type { DeploymentTarget } from './deployment-target';
export * from './derive-execution-policy';
export type { UnknownCall } from './grant';
export * from './inference-profile';
export * from './policy-document';
export type { DerivedStatement } from './statements';
