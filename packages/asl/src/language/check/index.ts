export * from './check-definition';
export * from './check-text';
export type { CheckOptions, RuleSeverities, StateMachineType } from './checked-definition';
export type { Rule } from './rule';
export { rules } from './rules';
