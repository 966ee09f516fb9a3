import type { DerivedPolicy } from './derive-execution-policy';
import type { DerivedStatement } from './statements';

/** A policy in IAM's format. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Omit<DerivedStatement, 'reasons'>[];
}

/** The derived statements without their reasons, ready for JSON.stringify; inline policies of a role total 10,240 characters. */
export function toPolicyDocument({ statements }: DerivedPolicy): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements.map(({ reasons: _, ...statement }) => statement) };
}
