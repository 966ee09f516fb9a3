import type { AccountRegion } from '../local-account';
import type { RequestKeys } from './conditions';
import type { Requester } from './evaluate';
import type { ConditionKeys } from './policies';

/** Returns the condition keys of a request: those of every request, those of who asks, and its own. */
export function requestKeys(
  requester: Requester,
  own: ConditionKeys,
  localAccount: AccountRegion,
  now: number,
): RequestKeys {
  const keys: ConditionKeys = { ...commonKeys(localAccount, now), ...requesterKeys(requester), ...own };
  return new Map(
    Object.entries(keys).map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]),
  );
}

/** Requests on the loopback address count as TLS. */
function commonKeys(localAccount: AccountRegion, now: number): ConditionKeys {
  return {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': localAccount.region,
    'aws:ResourceAccount': localAccount.account,
    'aws:ViaAWSService': 'false',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
  };
}

function requesterKeys(requester: Requester): ConditionKeys {
  if (requester.kind === 'service')
    return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': requester.service };
  return {
    'aws:PrincipalArn': requester.roleArn,
    'aws:PrincipalAccount': requester.account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'kms:CallerAccount': requester.account,
  };
}
