import type { Diagnostic, SourceSpan } from '@document-pipelines/asl/diagnostics';
import type { Environment } from './environment';

/** An environment and the location of the keys of its file. */
export interface PlacedEnvironment {
  readonly environment: Environment;
  readonly keySpanOf: (path: readonly string[]) => SourceSpan;
}

/**
 * The first environment that sets API Gateway's log role although an earlier one may set it for the same account and region: each apply
 * would replace the other's role. Accounts are different only if both environments name theirs.
 */
export function findLogRoleConflict(environments: readonly PlacedEnvironment[]): Diagnostic | undefined {
  const setters = environments.filter(({ environment }) => environment.classify.setsAccountLogRole);
  for (const [index, { environment, keySpanOf }] of setters.entries()) {
    const first = setters.slice(0, index).find((earlier) => mayShareRole(earlier.environment, environment));
    if (first !== undefined) return conflict(first.environment, environment, keySpanOf(key));
  }
  return undefined;
}

const key = ['classify', 'setsAccountLogRole'];

function mayShareRole(one: Environment, other: Environment): boolean {
  if (one.region !== other.region) return false;
  if (one.allowedAccountIds === undefined || other.allowedAccountIds === undefined) return true;
  return one.allowedAccountIds.some((account) => other.allowedAccountIds?.includes(account));
}

function conflict(first: Environment, { name, region }: Environment, span: SourceSpan): Diagnostic {
  return {
    severity: 'error',
    ruleId: 'account-log-role-set-twice',
    message: `\`${name}\` and \`${first.name}\` both set API Gateway's log role, which an account has once in ${region}`,
    span,
    help: `set \`${key.join('.')}: false\` in one of them; if their accounts differ, name them in \`allowedAccountIds\` of both`,
  };
}
