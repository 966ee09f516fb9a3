import { type Json, memberOf } from '@document-pipelines/asl/definition';
import type { Caller, Shape } from '../service';
import type { AttemptOutcome, OwedInvocation } from './attempt';
import { qualifiedArn } from './function-name';
import type { LambdaContext } from './lambda-context';

type Ended = Exclude<AttemptOutcome, { kind: 'again' }>;

/**
 * Sends the result of an asynchronous invocation to its destination, as the function's role. A record that the destination rejects is
 * lost on AWS, so it is reported by name. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export async function sendToDestination(
  context: LambdaContext,
  invocation: OwedInvocation,
  outcome: Ended,
): Promise<void> {
  const { registry, services, onGivenUp } = context;
  const { reference } = invocation;
  const config = memberOf(registry.get(reference).eventInvokeConfigs, reference.qualifier ?? '$LATEST');
  const destination = outcome.kind === 'succeeded' ? config?.onSuccess : config?.onFailure;
  if (destination === undefined) {
    if (outcome.kind === 'given up')
      onGivenUp?.(
        `${qualifiedArn(reference)} failed ${outcome.approximateInvokeCount} times and has no failure destination: ${outcome.responsePayload ?? ''}`,
      );
    return;
  }
  const record = recordOf(invocation, outcome, context.clock.now());
  const caller: Caller = { kind: 'role', roleArn: registry.resolve(reference).roleArn };
  try {
    const { service, operation, input } = requestTo(destination, record, qualifiedArn(reference), outcome);
    await services.call(service, operation, input, caller);
  } catch (error) {
    onGivenUp?.(
      `${qualifiedArn(reference)}: its destination ${destination} was not told: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    );
  }
}

interface DestinationRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: Shape;
}

function requestTo(destination: string, record: Json, source: string, outcome: Ended): DestinationRequest {
  const [, , service = '', region, account, ...rest] = destination.split(':');
  const body = JSON.stringify(record);
  const requests: Readonly<Record<string, () => DestinationRequest>> = {
    sqs: () => ({
      service,
      operation: 'SendMessage',
      input: { QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${rest[0]}`, MessageBody: body },
    }),
    sns: () => ({ service, operation: 'Publish', input: { TopicArn: destination, Message: body } }),
    lambda: () => ({
      service,
      operation: 'Invoke',
      input: { FunctionName: destination, InvocationType: 'Event', Payload: Buffer.from(body) },
    }),
    events: () => ({
      service,
      operation: 'PutEvents',
      input: {
        Entries: [
          {
            EventBusName: destination,
            Source: 'lambda',
            DetailType: `Lambda Function Invocation Result - ${outcome.kind === 'succeeded' ? 'Success' : 'Failure'}`,
            Detail: body,
            Resources: [source],
          },
        ],
      },
    }),
  };
  const request = memberOf(requests, service);
  if (request === undefined) throw new Error(`a destination of service ${service} is not implemented locally`);
  return request();
}

function recordOf(invocation: OwedInvocation, outcome: Ended, now: number): Json {
  const { requestId, reference, payload } = invocation;
  const { condition, approximateInvokeCount, executedVersion, functionError, responsePayload } = outcome;
  return {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId,
      functionArn: qualifiedArn({ ...reference, qualifier: reference.qualifier ?? '$LATEST' }),
      condition,
      approximateInvokeCount,
    },
    requestPayload: JSON.parse(payload),
    ...(responsePayload === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: executedVersion ?? '$LATEST',
            ...(functionError === undefined ? {} : { functionError }),
          },
          responsePayload: JSON.parse(responsePayload),
        }),
  };
}
