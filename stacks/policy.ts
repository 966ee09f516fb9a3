import type { Place } from './place';

/** A statement of a policy. Its Sid says what it is for; where Resource is `*`, it begins with `AnyResourceBecause` and says why. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document as JSON text. References to other resources stay in it as they are. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** What a role may do. */
export function allow(sid: string, actions: readonly string[], resources: string | readonly string[]): Statement {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resources };
}

/** A service that may deliver to a resource, and on whose behalf: never just anybody's. */
export interface ServiceGrant {
  readonly sid: string;
  readonly service: string;
  readonly actions: readonly string[];
  readonly resource: string;
  /** ARN (patterns allowed) of what the service delivers for; the account stands in it. */
  readonly sourceArn: string | readonly string[];
}

/**
 * Lets a service act for one source of this account (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 * The ARN holds the account, so a condition on aws:SourceAccount would add nothing but the risk that a service does not send it.
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
export function trustService(place: Place, service: string, sourceArn: string | readonly string[]): string {
  const ofThisAccount = {
    StringEquals: { 'aws:SourceAccount': place.account },
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

/** Refuses every call that does not come over TLS. */
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
