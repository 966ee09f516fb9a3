import { DynamodbTable, type DynamodbTableConfig } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import type { PrivateBucketOptions } from './private-bucket';

/**
 * The ledger, one row per document; the callbacks that executions wait for; the invoices by number, supplier and total.
 */
export class Ledger extends Construct {
  readonly documents: DynamodbTable;
  readonly callbacks: DynamodbTable;
  readonly invoices: DynamodbTable;

  constructor(scope: Construct, id: string, { target, protectData }: PrivateBucketOptions) {
    super(scope, id);
    this.documents = new DynamodbTable(this, 'table:ledger', {
      name: target.nameOf('ledger'),
      ...keyedBy('documentId'),
      ...kept(protectData),
    });
    this.callbacks = new DynamodbTable(this, 'table:callbacks', {
      name: target.nameOf('callbacks'),
      ...keyedBy('callbackId'),
      ttl: { attributeName: 'expiresAt', enabled: true },
      ...kept(protectData),
    });
    this.invoices = new DynamodbTable(this, 'table:invoices', {
      name: target.nameOf('invoices'),
      ...keyedBy('invoiceKey'),
      ...kept(protectData),
    });
  }
}

function keyedBy(attribute: string): Pick<DynamodbTableConfig, 'hashKey' | 'attribute' | 'billingMode'> {
  return { billingMode: 'PAY_PER_REQUEST', hashKey: attribute, attribute: [{ name: attribute, type: 'S' }] };
}

/** Encrypted under the account's key for DynamoDB (KMS), restorable to any second of the last 35 days. */
export function kept(protectData: boolean): Partial<DynamodbTableConfig> {
  return {
    serverSideEncryption: { enabled: true },
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: protectData,
    lifecycle: { preventDestroy: protectData },
  };
}
