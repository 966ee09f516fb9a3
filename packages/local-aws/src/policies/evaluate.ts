import { conditionsHold, type RequestKeys } from './conditions';
import type { Principal, Statement } from './policy-document';
import { matchesArn, matchesWildcards } from './wildcards';

/** The caller: a role by its ARN, or a service principal. */
export type Requester =
  | { readonly kind: 'role'; readonly roleArn: string; readonly account: string }
  | { readonly kind: 'service'; readonly service: string };

/** A request to evaluate. */
export interface AccessRequest {
  readonly requester: Requester;
  readonly action: string;
  readonly resource: string;
  readonly keys: RequestKeys;
}

/** The result of a set of statements. `account` is an Allow to the account as a whole, which identity policies must also allow. */
export type PolicyVerdict = 'deny' | 'allow' | 'account' | 'silent';

/** Evaluates statements: one Deny that applies outweighs every Allow. */
export function evaluatePolicies(statements: readonly Statement[], request: AccessRequest): PolicyVerdict {
  let verdict: PolicyVerdict = 'silent';
  for (const statement of statements) {
    const reach = principalReach(statement.principal, request.requester);
    if (reach === 'none' || !applies(statement, request)) continue;
    if (statement.effect === 'Deny') return 'deny';
    if (reach === 'requester') verdict = 'allow';
    else if (verdict === 'silent') verdict = 'account';
  }
  return verdict;
}

/** The statements that each allow a request on their own. */
export function allowingStatements(statements: readonly Statement[], request: AccessRequest): readonly Statement[] {
  return statements.filter((statement) => statement.effect === 'Allow' && applies(statement, request));
}

function principalReach(principal: Principal | undefined, requester: Requester): 'requester' | 'account' | 'none' {
  if (principal === undefined || principal.kind === 'anyone') return 'requester';
  if (requester.kind === 'service') return principal.services.includes(requester.service) ? 'requester' : 'none';
  if (principal.aws.includes(requester.roleArn)) return 'requester';
  const ofAccount = principal.aws.some(
    (aws) => aws === requester.account || aws.endsWith(`::${requester.account}:root`),
  );
  return ofAccount ? 'account' : 'none';
}

function applies(statement: Statement, request: AccessRequest): boolean {
  const action = request.action.toLowerCase();
  const actionNamed = statement.actions.some((pattern) => matchesWildcards(pattern.toLowerCase(), action));
  if (actionNamed === statement.exceptActions) return false;
  if (statement.resources !== undefined) {
    const resourceNamed = statement.resources.some((pattern) =>
      matchesArn(substituteVariables(pattern, request.keys), request.resource),
    );
    if (resourceNamed === statement.exceptResources) return false;
  }
  return conditionsHold(statement.conditions, request.keys);
}

/** Policy variables: `${aws:PrincipalArn}` and the like; a variable without a value does not match. */
function substituteVariables(pattern: string, keys: RequestKeys): string {
  return pattern.replaceAll(/\$\{([^}]*)\}/g, (whole, key: string) => keys.get(key.toLowerCase())?.[0] ?? whole);
}
