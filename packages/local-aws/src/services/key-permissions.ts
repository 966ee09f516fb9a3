import type { Permission } from './service';

/** The use of a customer key by a service on behalf of its caller, who must be allowed by the key's policy. */
export interface KeyUse {
  /** ARN of the key; undefined if the service's own key is used, which does not need permissions. */
  readonly keyArn: string | undefined;
  readonly actions: readonly ('kms:Decrypt' | 'kms:GenerateDataKey')[];
  /** `s3`, `sqs`, `sns`: what `kms:ViaService` is about. */
  readonly service: string;
  readonly region: string;
}

/** Returns the permissions on the key that a call needs besides its own. */
export function keyPermissions({ keyArn, actions, service, region }: KeyUse): readonly Permission[] {
  if (keyArn === undefined) return [];
  return actions.map((action) => ({
    action,
    resource: keyArn,
    conditionKeys: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
  }));
}
