import type { Json } from '../../asl/definition';
import type { Permission } from '../services/service';
import type { RequestKeys } from './conditions';
import { type AccessRequest, evaluate, type Requester } from './evaluate';
import type { ConditionKeys, Decision, Policies } from './policies';
import { parsePolicyDocument, parseStatement, type Statement } from './policy-document';

interface Role {
  readonly trust: readonly Statement[];
  readonly inline: Map<string, readonly Statement[]>;
  readonly attached: Set<string>;
}

/** Policies, empty: the kinds put what the stack holds. `now` gives milliseconds since the epoch, for date conditions. */
export function createPolicies(
  place: { readonly partition: string; readonly account: string; readonly region: string },
  now: () => number = Date.now,
): Policies {
  const roles = new Map<string, Role>();
  const managed = new Map<string, readonly Statement[]>();
  const byResource = new Map<string, Map<string, readonly Statement[]>>();

  const roleAt = (roleArn: string): Role => {
    const role = roles.get(roleArn);
    if (role === undefined) throw new Error(`the role ${roleArn} is not part of the stack`);
    return role;
  };
  const identityStatements = (roleArn: string): readonly Statement[] => {
    const role = roles.get(roleArn);
    if (role === undefined) return [];
    const attached = [...role.attached].map((policyArn) => {
      const statements = managed.get(policyArn);
      if (statements === undefined)
        throw new Error(`the managed policy ${policyArn} of ${roleArn} is not part of the stack`);
      return statements;
    });
    return [...role.inline.values(), ...attached].flat();
  };
  const resourceStatements = (resource: string): readonly Statement[] =>
    [...(byResource.get(policyHolder(resource))?.values() ?? [])].flat();
  const putResource = (resourceArn: string, key: string, statements: readonly Statement[]): void => {
    const policies = byResource.get(resourceArn) ?? new Map<string, readonly Statement[]>();
    policies.set(key, statements);
    byResource.set(resourceArn, policies);
  };
  const requestOf = (requester: Requester, permission: Permission, more: ConditionKeys = {}): AccessRequest => ({
    requester,
    action: permission.action,
    resource: permission.resource,
    keys: requestKeys({ ...keysOf(requester), ...commonKeys(place, now()), ...permission.conditionKeys, ...more }),
  });
  const roleRequest = (roleArn: string, permission: Permission): AccessRequest =>
    requestOf({ kind: 'role', roleArn, account: place.account }, permission);

  const policies: Policies = {
    allowsRole: (roleArn, permission) =>
      roleDecision(evaluate(identityStatements(roleArn), roleRequest(roleArn, permission)), permission),
    authorise: (caller, permission) => {
      if (caller.kind === 'operator') return { allowed: true };
      if (caller.kind === 'service') {
        const source: ConditionKeys =
          caller.sourceArn === undefined
            ? {}
            : { 'aws:SourceArn': caller.sourceArn, 'aws:SourceAccount': place.account };
        return policies.allowsResource(permission.resource, caller.service, permission.action, {
          ...permission.conditionKeys,
          ...source,
        });
      }
      const ofResource = evaluate(resourceStatements(permission.resource), roleRequest(caller.roleArn, permission));
      if (ofResource === 'deny') return denied('with an explicit deny in a resource-based policy');
      const byIdentity = policies.allowsRole(caller.roleArn, permission);
      const isKey = permission.action.startsWith('kms:');
      if (!byIdentity.allowed)
        return ofResource === 'allow' && byIdentity.reason.startsWith('because') ? { allowed: true } : byIdentity;
      if (isKey && ofResource === 'silent')
        return denied(`because no resource-based policy allows the ${permission.action} action`);
      return byIdentity;
    },
    allowsAssume: (roleArn, servicePrincipal, conditionKeys = {}) => {
      const role = roles.get(roleArn);
      if (role === undefined) return denied(`because the role ${roleArn} does not exist`);
      const request = requestOf(
        { kind: 'service', service: servicePrincipal },
        { action: 'sts:AssumeRole', resource: roleArn },
        conditionKeys,
      );
      return evaluate(role.trust, request) === 'allow'
        ? { allowed: true }
        : denied(`because the trust policy of ${roleArn} does not let ${servicePrincipal} assume it`);
    },
    allowsResource: (resourceArn, servicePrincipal, action, conditionKeys = {}) => {
      const request = requestOf(
        { kind: 'service', service: servicePrincipal },
        { action, resource: resourceArn },
        conditionKeys,
      );
      const verdict = evaluate(resourceStatements(resourceArn), request);
      if (verdict === 'allow') return { allowed: true };
      return denied(
        verdict === 'deny'
          ? 'with an explicit deny in a resource-based policy'
          : `because no resource-based policy allows the ${action} action`,
      );
    },
    putRole: (roleArn, trustPolicy) => {
      const trust = parsePolicyDocument(trustPolicy, 'trust', `role ${roleArn}`);
      roles.set(roleArn, { trust, inline: new Map(), attached: new Set() });
    },
    putRolePolicy: (roleArn, policyName, document) => {
      roleAt(roleArn).inline.set(policyName, parsePolicyDocument(document, 'identity', `${roleArn}, ${policyName}`));
    },
    putManagedPolicy: (policyArn, document) => {
      managed.set(policyArn, parsePolicyDocument(document, 'identity', policyArn));
    },
    attachRolePolicy: (roleArn, policyArn) => {
      roleAt(roleArn).attached.add(policyArn);
    },
    putResourcePolicy: (resourceArn, document) =>
      putResource(resourceArn, '', parsePolicyDocument(document, 'resource', resourceArn)),
    putResourceStatement: (resourceArn, sid, statement) =>
      putResource(resourceArn, sid, [parseStatement(statement as Json, 'resource')]),
  };
  return policies;
}

function denied(reason: string): Decision {
  return { allowed: false, reason };
}

function roleDecision(verdict: ReturnType<typeof evaluate>, permission: Permission): Decision {
  if (verdict === 'allow') return { allowed: true };
  if (verdict === 'deny') return denied('with an explicit deny in an identity-based policy');
  return denied(`because no identity-based policy allows the ${permission.action} action`);
}

/** The resource that holds the policy: an object's is its bucket's. */
function policyHolder(resource: string): string {
  const slash = resource.indexOf('/');
  return /^arn:[^:]+:s3:::/.test(resource) && slash > 0 ? resource.slice(0, slash) : resource;
}

function keysOf(requester: Requester): ConditionKeys {
  if (requester.kind === 'service')
    return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': requester.service };
  return {
    'aws:PrincipalArn': requester.roleArn,
    'aws:PrincipalAccount': requester.account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
  };
}

function commonKeys(place: { readonly account: string; readonly region: string }, now: number): ConditionKeys {
  return {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': place.region,
    'aws:ResourceAccount': place.account,
    'aws:ViaAWSService': 'false',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
  };
}

function requestKeys(keys: ConditionKeys): RequestKeys {
  return new Map(
    Object.entries(keys).map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]),
  );
}
