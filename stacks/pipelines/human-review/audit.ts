import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import { kept } from '../../constructs/ledger';
import type { PrivateBucketOptions } from '../../constructs/private-bucket';
import { allow, type Statement } from '../../policy';

/**
 * Who decided what, and what it changed: one row for each review of each execution, for as long as the table exists (no
 * TTL). A table of its own, because the callbacks expire and the ledger is written by every pipeline: here functions
 * may only add.
 */
export class Audit extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { target, protectData }: PrivateBucketOptions) {
    super(scope, id);
    this.table = new DynamodbTable(this, 'table:audit', {
      name: target.nameOf('audit'),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'reviewId',
      rangeKey: 'executionArn',
      attribute: [
        { name: 'reviewId', type: 'S' },
        { name: 'executionArn', type: 'S' },
      ],
      ...kept(protectData),
    });
  }

  /** The condition that prevents changes of a row is in the call: IAM has none for it. */
  get mayAdd(): Statement {
    return allow('AddToTheAudit', ['dynamodb:PutItem'], this.table.arn);
  }
}
