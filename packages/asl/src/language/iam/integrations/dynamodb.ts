import type { ArgumentValue } from '../argument-value';
import { type DeploymentTarget, regionalArn } from '../deployment-target';
import { arns, type Grant, type GrantedResources } from '../grant';
import { resourcesNamed, type ServiceCall } from '../task-call';
import type { IntegrationRules } from './rule';

const item =
  (action: string) =>
  (call: ServiceCall): Grant[] => [
    { actions: [`dynamodb:${action}`], resources: tableResources(call.target, call.arguments.value('TableName')) },
  ];

/** The four optimized operations of DynamoDB: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
export const dynamodbRules: IntegrationRules = {
  'dynamodb:getItem': item('GetItem'),
  'dynamodb:putItem': item('PutItem'),
  'dynamodb:updateItem': item('UpdateItem'),
  'dynamodb:deleteItem': item('DeleteItem'),
};

/** Operations of the AWS SDK integration whose permissions are not `dynamodb:<Operation>` on one table. */
export const dynamodbSdkRules: IntegrationRules = {
  'dynamodb:query': (call) => [indexRead(call, 'Query')],
  'dynamodb:scan': (call) => [indexRead(call, 'Scan')],
  'dynamodb:transactWriteItems': (call) => transaction(call, writeActions),
  'dynamodb:transactGetItems': (call) => transaction(call, { Get: 'dynamodb:GetItem' }),
  'dynamodb:batchWriteItem': (call) => [{ actions: ['dynamodb:BatchWriteItem'], resources: requestedTables(call) }],
  'dynamodb:batchGetItem': (call) => [{ actions: ['dynamodb:BatchGetItem'], resources: requestedTables(call) }],
  'dynamodb:executeStatement': (call) => [statement(call)],
};

const writeActions: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** The table that an argument names. */
export function tableResources(target: DeploymentTarget, table: ArgumentValue): GrantedResources {
  return resourcesNamed(table, (name) => regionalArn(target, 'dynamodb', `table/${name}`));
}

/** Reading by an index needs the index's ARN, not the table's. */
function indexRead({ target, arguments: given }: ServiceCall, action: string): Grant {
  const table = tableResources(target, given.value('TableName'));
  const index = given.value('IndexName');
  if (table.kind === 'any' || index.kind === 'absent') return { actions: [`dynamodb:${action}`], resources: table };
  const name = index.kind === 'arns' ? '*' : index.text;
  return {
    actions: [`dynamodb:${action}`],
    resources: arns(
      table.arns.map((arn) => `${arn}/index/${name}`),
      table.note,
    ),
  };
}

function transaction({ target, arguments: given }: ServiceCall, actions: Readonly<Record<string, string>>): Grant[] {
  const everything: Grant[] = [
    {
      actions: Object.values(actions),
      resources: arns([regionalArn(target, 'dynamodb', 'table/*')], 'an expression names it'),
    },
  ];
  const items = given.items('TransactItems');
  if (items === undefined) return everything;
  return items.flatMap((each) =>
    Object.entries(actions)
      .filter(([kind]) => each.has(kind))
      .map(
        ([kind, action]): Grant => ({
          actions: [action],
          resources: tableResources(target, each.value(kind, 'TableName')),
        }),
      ),
  );
}

function requestedTables({ target, arguments: given }: ServiceCall): GrantedResources {
  const tableArn = (name: string) => regionalArn(target, 'dynamodb', `table/${name}`);
  const tables = given.names('RequestItems');
  return tables === undefined
    ? arns([tableArn('*')], 'an expression names it')
    : arns(tables.flatMap((table) => keyArns(table, tableArn, given)));
}

function keyArns(
  table: string,
  tableArn: (name: string) => string,
  given: ServiceCall['arguments'],
): readonly string[] {
  const named = resourcesNamed(given.text(table), tableArn);
  return named.kind === 'arns' ? named.arns : [];
}

/** PartiQL: the first word of the statement determines the action. */
function statement({ target, arguments: given }: ServiceCall): Grant {
  const text = given.value('Statement');
  const [, word = '', table = '*'] =
    text.kind === 'text'
      ? (/^\s*(select|insert|update|delete)\b(?:.*?\b(?:from|into)\b|)\s+"?([\w.-]+)/is.exec(text.text) ?? [])
      : [];
  const verbs =
    word === ''
      ? ['Select', 'Insert', 'Update', 'Delete']
      : [word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()];
  const resource = regionalArn(target, 'dynamodb', `table/${table}`);
  return {
    actions: verbs.map((verb) => `dynamodb:PartiQL${verb}`),
    resources: arns([resource, `${resource}/index/*`]),
  };
}
