import type { Caller, Permission } from '../services/service';
import type { RoleGrant } from './used-grants';

/**
 * Whether something is allowed; if not, why, in the words that AWS uses at the end of its message (`because …`, `with an explicit deny
 * …`).
 */
export type AuthorisationDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** Condition keys of a request, e.g. `aws:SourceArn`; names are compared without regard to case. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** The synthesised policies and their decisions. Adding a statement that cannot be evaluated throws an error. */
export interface Policies {
  /** Decides what the caller may do: a role by its identity policies and the resource's policy, a service by the resource's policy. */
  authorise(caller: Caller, permission: Permission): AuthorisationDecision;
  /** By a role's own policies alone. */
  allowsRole(roleArn: string, permission: Permission): AuthorisationDecision;
  /** By a role's trust policy, e.g. for `events.amazonaws.com`. */
  allowsAssume(roleArn: string, servicePrincipal: string, conditionKeys?: ConditionKeys): AuthorisationDecision;
  /** Whether a caller of this account may assume a role, by the trust policy and, for a role, by its own policies. */
  allowsCallerToAssume(caller: Caller, roleArn: string): AuthorisationDecision;
  /** By a resource's policy, for a service principal. */
  allowsResource(
    resourceArn: string,
    servicePrincipal: string,
    action: string,
    conditionKeys?: ConditionKeys,
  ): AuthorisationDecision;

  /** Every statement that allows something to a role, and which of its actions were allowed by it since the start. */
  grants(): readonly RoleGrant[];

  putRole(roleArn: string, trustPolicy: string): void;
  putRolePolicy(roleArn: string, policyName: string, document: string): void;
  putManagedPolicy(policyArn: string, document: string): void;
  attachRolePolicy(roleArn: string, policyArn: string): void;
  /** The whole policy of a bucket, queue, topic or key (not of the objects in it); replaces an earlier one. */
  putResourcePolicy(resourceArn: string, document: string): void;
  /** One statement of a resource's policy by its Sid, as `aws_lambda_permission` adds it. */
  putResourceStatement(resourceArn: string, sid: string, statement: object): void;
}
