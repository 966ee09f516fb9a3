export * from './check-definition';
export type { CheckOptions, StateMachineType } from './checked-definition';
export { rules } from './rules';
export type { Rule } from './rule';
