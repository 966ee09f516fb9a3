import type { DeploymentTarget } from './deployment-target';

/**
 * A statement of a policy. Its Sid names its purpose; if Resource is `*`, it begins with `AnyResourceBecause` and names
 * the reason.
 */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Returns a policy document as JSON text. References to other resources stay in it as they are. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Permissions of a role. */
export function allow(sid: string, actions: readonly string[], resources: string | readonly string[]): Statement {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resources };
}

/** A service that may deliver to a resource, and for which source. */
export interface ServiceGrant {
  readonly sid: string;
  readonly service: string;
  readonly actions: readonly string[];
  readonly resource: string;
  /** ARN (patterns allowed) of the source that the service delivers for; it contains the account. */
  readonly sourceArn: string | readonly string[];
}

/**
 * Lets a service act for one source of this account
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 * The ARN holds the account, so a condition on aws:SourceAccount would only add the risk that a service does not send
 * it.
 */
export function allowService(grant: ServiceGrant): Statement {
  return {
    Sid: grant.sid,
    Effect: 'Allow',
    Principal: { Service: grant.service },
    Action: grant.actions,
    Resource: grant.resource,
    Condition: { ArnLike: { 'aws:SourceArn': grant.sourceArn } },
  };
}

/** The trust policy of a role that a service assumes for a source of this account. */
export function trustService(target: DeploymentTarget, service: string, sourceArn: string | readonly string[]): string {
  const ofThisAccount = {
    StringEquals: { 'aws:SourceAccount': target.account },
    ArnLike: { 'aws:SourceArn': sourceArn },
  };
  const principal = { Service: service };
  return policyDocument([
    {
      Sid: 'AssumedByItsService',
      Effect: 'Allow',
      Principal: principal,
      Action: 'sts:AssumeRole',
      Condition: ofThisAccount,
    },
  ]);
}

/** Rejects every call that does not use TLS. */
export function denyWithoutTls(action: string, resources: string | readonly string[]): Statement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resources,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
