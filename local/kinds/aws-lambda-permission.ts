import { checkArguments, textOf } from './arguments';
import type { Kind } from './kind';

/** A statement of a function's own policy: which service may invoke it, and on whose behalf. */
export const awsLambdaPermission: Kind = async (resource, { services }) => {
  checkArguments(resource, [
    'statement_id',
    'action',
    'function_name',
    'principal',
    'source_arn',
    'source_account',
    'qualifier',
  ]);
  const {
    statement_id: statementId = resource.name,
    qualifier,
    source_arn: sourceArn,
    source_account: sourceAccount,
  } = resource.arguments;
  const input = {
    FunctionName: textOf(resource, 'function_name'),
    StatementId: statementId,
    Action: textOf(resource, 'action'),
    Principal: textOf(resource, 'principal'),
    Qualifier: qualifier,
    SourceArn: sourceArn,
    SourceAccount: sourceAccount,
  };
  await services.call('lambda', 'AddPermission', input, { kind: 'operator' });
  return { id: statementId };
};
