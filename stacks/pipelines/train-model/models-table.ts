import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import { kept } from '../../constructs/ledger';
import type { PrivateBucketOptions } from '../../constructs/private-bucket';

/**
 * The versions of every model, one row each, and for every model the row `current` that points to the published
 * version.
 */
export class ModelsTable extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { target, protectData }: PrivateBucketOptions) {
    super(scope, id);
    this.table = new DynamodbTable(this, 'table:models', {
      name: target.nameOf('models'),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'modelName',
      rangeKey: 'version',
      attribute: [
        { name: 'modelName', type: 'S' },
        { name: 'version', type: 'S' },
      ],
      ...kept(protectData),
    });
  }
}
