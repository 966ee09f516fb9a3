import { block, checkArguments, operator, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';
import { awsLambdaFunction } from './aws-lambda-function';

/** A statement of a function's own policy: which service may invoke it, and on whose behalf. */
const awsLambdaPermission: ResourceType = async (resource, { services }) => {
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
  await services.call('lambda', 'AddPermission', input, operator);
  return { id: statementId };
};

/** Settings of asynchronous invocations: attempts, age, and destinations. */
const awsLambdaFunctionEventInvokeConfig: ResourceType = async (resource, { services }) => {
  checkArguments(resource, [
    'function_name',
    'qualifier',
    'maximum_retry_attempts',
    'maximum_event_age_in_seconds',
    'destination_config',
  ]);
  const name = textOf(resource, 'function_name');
  const { qualifier, maximum_retry_attempts: retries, maximum_event_age_in_seconds: age } = resource.arguments;
  const destinations = block(resource.arguments, 'destination_config') ?? {};
  const destinationOf = (argument: string) => block(destinations, argument)?.['destination'];
  const input = {
    FunctionName: name,
    Qualifier: qualifier,
    MaximumRetryAttempts: retries,
    MaximumEventAgeInSeconds: age,
    DestinationConfig: {
      OnSuccess: { Destination: destinationOf('on_success') },
      OnFailure: { Destination: destinationOf('on_failure') },
    },
  };
  await services.call('lambda', 'PutFunctionEventInvokeConfig', input, operator);
  return { id: qualifier === undefined ? name : `${name}:${String(qualifier)}` };
};

/** A name for one version of a function. */
const awsLambdaAlias: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['name', 'function_name', 'function_version'], ['description']);
  const input = {
    FunctionName: textOf(resource, 'function_name'),
    Name: textOf(resource, 'name'),
    FunctionVersion: textOf(resource, 'function_version'),
  };
  const { AliasArn: arn } = await services.call('lambda', 'CreateAlias', input, operator);
  return { id: String(arn), arn: String(arn) };
};

/** Resource types of Lambda. */
export const lambdaResourceTypes: ResourceTypes = {
  aws_lambda_function: awsLambdaFunction,
  aws_lambda_permission: awsLambdaPermission,
  aws_lambda_function_event_invoke_config: awsLambdaFunctionEventInvokeConfig,
  aws_lambda_alias: awsLambdaAlias,
};
