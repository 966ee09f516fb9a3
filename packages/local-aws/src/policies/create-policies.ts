import type { Json } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { AccountRegion } from '../local-account';
import type { Caller, Permission } from '../services/service';
import {
  type AccessRequest,
  allowingStatements,
  evaluatePolicies,
  type PolicyVerdict,
  type Requester,
} from './evaluate';
import type { AuthorisationDecision, ConditionKeys, Policies } from './policies';
import { parsePolicyDocument, parseStatement, type Statement } from './policy-document';
import { requestKeys } from './request-keys';
import { type PoliciesOfRole, type RoleGrant, UsedGrants } from './used-grants';

/**
 * Creates an empty set of policies: resource types add those of the stack. `now` returns milliseconds since the epoch, for date
 * conditions.
 */
export function createPolicies(localAccount: AccountRegion, now: () => number = Date.now): Policies {
  return new StackPolicies(localAccount, now);
}

interface Role {
  readonly trust: readonly Statement[];
  readonly inline: Map<string, readonly Statement[]>;
  readonly attached: Set<string>;
}

/** The policies of one stack. Guards that every statement in it can be evaluated: adding another one throws an error. */
class StackPolicies implements Policies {
  private readonly roles = new Map<string, Role>();
  private readonly managed = new Map<string, readonly Statement[]>();
  /** By resource, then by Sid; a whole policy uses the empty Sid. */
  private readonly byResource = new Map<string, Map<string, readonly Statement[]>>();
  private readonly usedGrants = new UsedGrants();

  constructor(
    private readonly localAccount: AccountRegion,
    private readonly now: () => number,
  ) {}

  authorise(caller: Caller, permission: Permission): AuthorisationDecision {
    if (caller.kind === 'operator') return { allowed: true };
    if (caller.kind === 'role') return this.authoriseRole(caller.roleArn, permission);
    const source: ConditionKeys =
      caller.sourceArn === undefined
        ? {}
        : { 'aws:SourceArn': caller.sourceArn, 'aws:SourceAccount': this.localAccount.account };
    return this.allowsResource(permission.resource, caller.service, permission.action, {
      ...permission.conditionKeys,
      ...source,
    });
  }

  allowsRole(roleArn: string, permission: Permission): AuthorisationDecision {
    const request = this.roleRequest(roleArn, permission);
    const verdict = evaluatePolicies(this.identityStatements(roleArn), request);
    if (verdict === 'allow') {
      this.recordUse(roleArn, request, false);
      return { allowed: true };
    }
    if (verdict === 'deny') return denyDecision('with an explicit deny in an identity-based policy');
    return denyDecision(`because no identity-based policy allows the ${permission.action} action`);
  }

  allowsAssume(roleArn: string, servicePrincipal: string, conditionKeys: ConditionKeys = {}): AuthorisationDecision {
    const role = this.roles.get(roleArn);
    if (role === undefined) return denyDecision(`because the role ${roleArn} does not exist`);
    const request = this.serviceRequest(
      servicePrincipal,
      { action: 'sts:AssumeRole', resource: roleArn },
      conditionKeys,
    );
    if (evaluatePolicies(role.trust, request) === 'allow') return { allowed: true };
    return denyDecision(`because the trust policy of ${roleArn} does not let ${servicePrincipal} assume it`);
  }

  allowsCallerToAssume(caller: Caller, roleArn: string): AuthorisationDecision {
    const { partition, account } = this.localAccount;
    const permission = { action: 'sts:AssumeRole', resource: roleArn };
    const callerArn = caller.kind === 'role' ? caller.roleArn : `arn:${partition}:iam::${account}:root`;
    const verdict = evaluatePolicies(this.roles.get(roleArn)?.trust ?? [], this.roleRequest(callerArn, permission));
    if (verdict === 'allow' || (verdict === 'account' && caller.kind === 'operator')) return { allowed: true };
    if (verdict === 'account') return this.allowsRole(callerArn, permission);
    return denyDecision(`because the trust policy of ${roleArn} does not let ${callerArn} assume it`);
  }

  allowsResource(
    resourceArn: string,
    servicePrincipal: string,
    action: string,
    conditionKeys: ConditionKeys = {},
  ): AuthorisationDecision {
    const request = this.serviceRequest(servicePrincipal, { action, resource: resourceArn }, conditionKeys);
    const verdict = evaluatePolicies(this.resourceStatements(resourceArn), request);
    if (verdict === 'allow') return { allowed: true };
    return denyDecision(verdict === 'deny' ? explicitDeny : silentResource(action));
  }

  putRole(roleArn: string, trustPolicy: string): void {
    const trust = parsePolicyDocument(trustPolicy, 'trust', `role ${roleArn}`);
    this.roles.set(roleArn, { trust, inline: new Map(), attached: new Set() });
  }

  putRolePolicy(roleArn: string, policyName: string, document: string): void {
    this.roleAt(roleArn).inline.set(policyName, parsePolicyDocument(document, 'identity', `${roleArn}, ${policyName}`));
  }

  putManagedPolicy(policyArn: string, document: string): void {
    this.managed.set(policyArn, parsePolicyDocument(document, 'identity', policyArn));
  }

  attachRolePolicy(roleArn: string, policyArn: string): void {
    if (!this.managed.has(policyArn))
      throw new UserError(`the managed policy ${policyArn} of ${roleArn} is not part of the stack`);
    this.roleAt(roleArn).attached.add(policyArn);
  }

  putResourcePolicy(resourceArn: string, document: string): void {
    this.putOnResource(resourceArn, '', parsePolicyDocument(document, 'resource', resourceArn));
  }

  putResourceStatement(resourceArn: string, sid: string, statement: object): void {
    this.putOnResource(resourceArn, sid, [parseStatement(statement as Json, 'resource')]);
  }

  /** Within one account either policy may allow; a key's own policy must at least allow its account. */
  private authoriseRole(roleArn: string, permission: Permission): AuthorisationDecision {
    const ofResource = evaluatePolicies(
      this.resourceStatements(permission.resource),
      this.roleRequest(roleArn, permission),
    );
    if (ofResource === 'deny') return denyDecision(explicitDeny);
    const request = this.roleRequest(roleArn, permission);
    const identity = evaluatePolicies(this.identityStatements(roleArn), request);
    if (identity !== 'deny' && ofResource === 'allow') {
      this.recordUse(roleArn, request, true);
      return { allowed: true };
    }
    if (identity === 'allow' && isClosedKey(permission, ofResource))
      return denyDecision(silentResource(permission.action));
    return this.allowsRole(roleArn, permission);
  }

  grants(): readonly RoleGrant[] {
    return [...this.roles.keys()].flatMap((roleArn) => this.usedGrants.grantsOf(roleArn, this.policiesOf(roleArn)));
  }

  private recordUse(roleArn: string, request: AccessRequest, isEnough: boolean): void {
    const allowing = allowingStatements(this.identityStatements(roleArn), request);
    this.usedGrants.record(roleArn, request.action, { allowing, isEnough });
  }

  private roleAt(roleArn: string): Role {
    const role = this.roles.get(roleArn);
    if (role === undefined) throw new UserError(`the role ${roleArn} is not part of the stack`);
    return role;
  }

  private identityStatements(roleArn: string): readonly Statement[] {
    return this.policiesOf(roleArn).flatMap(([, statements]) => statements);
  }

  private policiesOf(roleArn: string): PoliciesOfRole {
    const role = this.roles.get(roleArn);
    if (role === undefined) return [];
    const attached = [...role.attached].map((policyArn) => [policyArn, this.managed.get(policyArn) ?? []] as const);
    return [...role.inline, ...attached];
  }

  private resourceStatements(resource: string): readonly Statement[] {
    return [...(this.byResource.get(policyHolder(resource))?.values() ?? [])].flat();
  }

  private putOnResource(resourceArn: string, sid: string, statements: readonly Statement[]): void {
    const policies = this.byResource.get(resourceArn) ?? new Map<string, readonly Statement[]>();
    policies.set(sid, statements);
    this.byResource.set(resourceArn, policies);
  }

  private roleRequest(roleArn: string, permission: Permission): AccessRequest {
    return this.requestOf(
      { kind: 'role', roleArn, account: this.localAccount.account },
      permission,
      permission.conditionKeys,
    );
  }

  private serviceRequest(service: string, permission: Permission, conditionKeys: ConditionKeys): AccessRequest {
    return this.requestOf({ kind: 'service', service }, permission, conditionKeys);
  }

  private requestOf(requester: Requester, { action, resource }: Permission, more: ConditionKeys = {}): AccessRequest {
    return { requester, action, resource, keys: requestKeys(requester, more, this.localAccount, this.now()) };
  }
}

const explicitDeny = 'with an explicit deny in a resource-based policy';

function silentResource(action: string): string {
  return `because no resource-based policy allows the ${action} action`;
}

function isClosedKey(permission: Permission, ofResource: PolicyVerdict): boolean {
  return permission.action.startsWith('kms:') && ofResource === 'silent';
}

function denyDecision(reason: string): AuthorisationDecision {
  return { allowed: false, reason };
}

/** The resource that holds the policy: an object's is its bucket's, a method's its API's. */
function policyHolder(resource: string): string {
  const slash = resource.indexOf('/');
  return /^arn:[^:]+:(s3:::|execute-api:)/.test(resource) && slash > 0 ? resource.slice(0, slash) : resource;
}
