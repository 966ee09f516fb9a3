export { createPolicies } from './create-policies';
export type { ConditionKeys, Decision, Policies } from './policies';
