import { block, checkArguments, textOf } from './arguments';
import type { Kind } from './kind';

/** What becomes of asynchronous invocations: attempts, age, and who is told in the end. */
export const awsLambdaFunctionEventInvokeConfig: Kind = async (resource, { services }) => {
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
  await services.call('lambda', 'PutFunctionEventInvokeConfig', input, { kind: 'operator' });
  return { id: qualifier === undefined ? name : `${name}:${String(qualifier)}` };
};
