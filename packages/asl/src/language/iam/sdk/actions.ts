import { memberOf } from '../../definition';
import { iamActions } from '../actions/iam-actions';

/** Operations of the AWS SDK whose IAM actions are not named for them, by `service:operation`. */
export const sdkActions: Readonly<Record<string, readonly string[]>> = {
  'apigatewaymanagementapi:deleteConnection': ['execute-api:ManageConnections'],
  'apigatewaymanagementapi:getConnection': ['execute-api:ManageConnections'],
  'apigatewaymanagementapi:postToConnection': ['execute-api:ManageConnections'],
  'budgets:createBudget': ['budgets:ModifyBudget'],
  'budgets:deleteBudget': ['budgets:ModifyBudget'],
  'budgets:describeBudget': ['budgets:ViewBudget'],
  'budgets:describeBudgets': ['budgets:ViewBudget'],
  'budgets:updateBudget': ['budgets:ModifyBudget'],
  'cloudfront:createDistributionWithTags': ['cloudfront:CreateDistribution', 'cloudfront:TagResource'],
  'glue:batchGetDataQualityResult': ['glue:GetDataQualityResult'],
  'keyspaces:createKeyspace': ['cassandra:Create'],
  'keyspaces:createTable': ['cassandra:Create'],
  'keyspaces:deleteKeyspace': ['cassandra:Drop'],
  'keyspaces:deleteTable': ['cassandra:Drop'],
  'keyspaces:getKeyspace': ['cassandra:Select'],
  'keyspaces:getTable': ['cassandra:Select'],
  'keyspaces:listKeyspaces': ['cassandra:Select'],
  'keyspaces:listTables': ['cassandra:Select'],
  'keyspaces:restoreTable': ['cassandra:Restore'],
  'keyspaces:updateTable': ['cassandra:Alter'],
  'kms:reEncrypt': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  'lambda:getLayerVersionByArn': ['lambda:GetLayerVersion'],
  'lambda:invoke': ['lambda:InvokeFunction'],
  'lambda:invokeAsync': ['lambda:InvokeFunction'],
  'lambda:invokeWithResponseStream': ['lambda:InvokeFunction'],
  'neptunedata:executeGremlinQuery': graphQuery('neptune-db'),
  'neptunedata:executeOpenCypherQuery': graphQuery('neptune-db'),
  'neptunegraph:executeQuery': graphQuery('neptune-graph'),
  's3control:deletePublicAccessBlock': ['s3:PutAccountPublicAccessBlock'],
  's3control:getPublicAccessBlock': ['s3:GetAccountPublicAccessBlock'],
  's3control:putPublicAccessBlock': ['s3:PutAccountPublicAccessBlock'],
  'sns:publishBatch': ['sns:Publish'],
  'sqs:changeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility'],
  'sqs:deleteMessageBatch': ['sqs:DeleteMessage'],
  'sqs:sendMessageBatch': ['sqs:SendMessage'],
  // Clients of Timestream ask for the address of their cell first.
  'timestreamquery:query': ['timestream:Select', 'timestream:DescribeEndpoints'],
  'timestreamwrite:writeRecords': ['timestream:WriteRecords', 'timestream:DescribeEndpoints'],
};

function graphQuery(prefix: string): readonly string[] {
  return ['DeleteDataViaQuery', 'ReadDataViaQuery', 'WriteDataViaQuery'].map((action) => `${prefix}:${action}`);
}

/** The HTTP methods by which IAM names the actions of API Gateway, by the first word of an operation. */
const apiGatewayMethods: Readonly<Record<string, string>> = {
  create: 'POST',
  delete: 'DELETE',
  export: 'GET',
  flush: 'DELETE',
  generate: 'POST',
  get: 'GET',
  import: 'POST',
  put: 'PUT',
  reimport: 'PUT',
  reset: 'DELETE',
  tag: 'PUT',
  test: 'POST',
  untag: 'DELETE',
  update: 'PATCH',
};

/** Services that are not in the models from which the table of actions has its prefixes. */
const formerServices: Readonly<Record<string, string>> = { cloudwatchevents: 'events', qldbsession: 'qldb' };

/** The IAM prefix of a service by its name in a `Resource`. */
export function iamPrefix(service: string): string {
  return iamActions.prefixOf(service) ?? memberOf(formerServices, service) ?? service;
}

/** The actions of an operation in IAM's spelling; undefined if IAM knows none of its name. */
export function actionsOf(service: string, operation: string): readonly string[] | undefined {
  const listed = memberOf(sdkActions, `${service}:${operation}`);
  if (listed !== undefined) return listed;
  const prefix = iamPrefix(service);
  const known = iamActions.find(prefix, operation);
  if (known !== undefined) return [known.name];
  const method =
    prefix === 'apigateway' ? memberOf(apiGatewayMethods, /^[a-z]*/.exec(operation)?.[0] ?? '') : undefined;
  return method === undefined ? undefined : [`apigateway:${method}`];
}
