import { checkArguments, textOf } from './arguments';
import type { Kind } from './kind';

/** A name for one version of a function. */
export const awsLambdaAlias: Kind = async (resource, { services }) => {
  checkArguments(resource, ['name', 'function_name', 'function_version'], ['description']);
  const input = {
    FunctionName: textOf(resource, 'function_name'),
    Name: textOf(resource, 'name'),
    FunctionVersion: textOf(resource, 'function_version'),
  };
  const { AliasArn: arn } = await services.call('lambda', 'CreateAlias', input, { kind: 'operator' });
  return { id: String(arn), arn: String(arn) };
};
