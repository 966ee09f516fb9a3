export { createPolicies } from './create-policies';
export type { AuthorisationDecision, ConditionKeys, Policies } from './policies';
export type { RoleGrant } from './used-grants';
