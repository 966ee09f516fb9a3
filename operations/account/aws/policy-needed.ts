import type { Shape } from '@document-pipelines/local-aws/services';
import type { AccountService } from '../account';
import type { AccountNames } from '../account-names';

/** The managed policies of an environment for its operators; stacks/operators synthesises them. */
export type OperatorPolicy = 'operator-read' | 'operator-data' | 'operator-write';

/** Operations that change something. */
const writes: ReadonlySet<string> = new Set([
  's3 PutObject',
  'dynamodb UpdateItem',
  'sqs DeleteMessage',
  'sns Publish',
  'lambda Invoke',
  'states StartExecution',
  'states RedriveExecution',
  'states StopExecution',
]);

/** Prefixes of the results bucket without content of documents. */
const withoutContent = ['batches/', 'audit/'];

/**
 * Returns the policies that a denied operation may lack. To read an object that does not exist is denied to a caller who may not list the
 * bucket, and such a denial cannot be told from another.
 */
export function policiesNeeded(
  service: AccountService,
  operation: string,
  { input, names }: { readonly input: Shape; readonly names: AccountNames },
): readonly OperatorPolicy[] {
  if (writes.has(`${service} ${operation}`)) return ['operator-write'];
  if (service === 'logs' || (service === 'states' && operation === 'GetExecutionHistory')) return ['operator-data'];
  if (service === 's3' && (operation === 'GetObject' || operation === 'HeadObject')) {
    const isOpen = withoutContent.some((prefix) => String(input['Key']).startsWith(prefix));
    return isOpen && input['Bucket'] === names.resultsBucketName
      ? ['operator-read']
      : ['operator-data', 'operator-read'];
  }
  const readsReview = service === 'dynamodb' && input['TableName'] === names.callbacksTableName;
  return readsReview && readsContent(input) ? ['operator-data'] : ['operator-read'];
}

function readsContent({ ExpressionAttributeNames: names }: Shape): boolean {
  return names === undefined || Object.values(names as Readonly<Record<string, string>>).includes('fields');
}
