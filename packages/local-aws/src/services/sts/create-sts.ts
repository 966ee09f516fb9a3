import { userInfo } from 'node:os';
import type { AccountRegion } from '../../local-account';
import type { AuthorisationDecision } from '../../policies';
import { optionalNumber, requiredText } from '../input';
import { type Caller, type EmbeddedService, ServiceError, type Shape } from '../service';
import { roleName, sessionArn } from '../session-arn';

/** Dependencies of STS. */
export interface StsOptions {
  readonly localAccount: AccountRegion;
  /** Whether the caller may assume a role, by the role's trust policy and the caller's own. */
  allowsCaller(caller: Caller, roleArn: string): AuthorisationDecision;
  /** Credentials that the endpoint accepts for a role. */
  credentialsFor(roleArn: string): Shape;
}

/**
 * STS: who the caller is, and credentials of the stack's roles. They do not expire, and a role has one session, named as the role.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */
export function createSts(options: StsOptions): EmbeddedService {
  return {
    name: 'sts',
    operations: {
      // No permission is needed: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
      GetCallerIdentity: { permissions: () => [], run: async (_input, caller) => identityOf(options, caller) },
      AssumeRole: { permissions: () => [], run: async (input, caller) => assumeRole(options, input, caller) },
    },
  };
}

function identityOf({ localAccount }: StsOptions, caller: Caller): Shape {
  const { account } = localAccount;
  const Arn = caller.kind === 'role' ? sessionArn(localAccount, caller.roleArn) : operatorArn(localAccount);
  return { Account: account, Arn, UserId: Arn.slice(Arn.lastIndexOf('/') + 1) };
}

/** The user of this computer, as a user of the local account. */
export function operatorArn({ partition, account }: Pick<AccountRegion, 'partition' | 'account'>): string {
  return `arn:${partition}:iam::${account}:user/${userInfo().username}`;
}

function assumeRole(options: StsOptions, input: Shape, caller: Caller): Shape {
  const { localAccount, credentialsFor, allowsCaller } = options;
  const roleArn = requiredText(input, 'RoleArn');
  requiredText(input, 'RoleSessionName');
  const decision = allowsCaller(caller, roleArn);
  const { Arn } = identityOf(options, caller);
  if (!decision.allowed)
    throw new ServiceError(
      'AccessDenied',
      `User: ${String(Arn)} is not authorized to perform: sts:AssumeRole on resource: ${roleArn} ${decision.reason}`,
      403,
    );
  const { accessKeyId, secretAccessKey, sessionToken } = credentialsFor(roleArn);
  const seconds = optionalNumber(input, 'DurationSeconds') ?? 3600;
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
    },
    AssumedRoleUser: { Arn: sessionArn(localAccount, roleArn), AssumedRoleId: `AROALOCAL:${roleName(roleArn)}` },
  };
}
