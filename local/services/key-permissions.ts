import type { Permission } from './service';

/** What a service that encrypts with a customer key does on behalf of its caller, whom the key's policy must let. */
export interface KeyUse {
  /** ARN of the key; undefined where the service's own key is used, which needs no permission. */
  readonly keyArn: string | undefined;
  readonly actions: readonly ('kms:Decrypt' | 'kms:GenerateDataKey')[];
  /** `s3`, `sqs`, `sns`: what `kms:ViaService` is about. */
  readonly service: string;
  readonly region: string;
}

/** The permissions on the key that a call needs besides its own. */
export function keyPermissions({ keyArn, actions, service, region }: KeyUse): readonly Permission[] {
  if (keyArn === undefined) return [];
  return actions.map((action) => ({
    action,
    resource: keyArn,
    conditionKeys: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
  }));
}
