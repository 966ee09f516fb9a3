import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, InvocationAnswer } from '../../lambda-host';
import { type Operation, ServiceError, type Shape } from '../service';
import { type FunctionReference, functionReference, qualifiedArn } from './function-name';
import type { LambdaContext } from './lambda-context';

/** Bytes of a request: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxPayloadBytes = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024 };

/** Runs one invocation of a function at once. Throws TooManyRequestsException beyond its reserved concurrency. */
export type RunFunction = (
  reference: FunctionReference,
  payload: string,
) => Promise<{ readonly answer: InvocationAnswer; readonly configuration: FunctionConfiguration }>;

/** An asynchronous invocation that has been asked for. */
export interface AcceptedInvocation {
  readonly requestId: string;
  readonly reference: FunctionReference;
  readonly payload: string;
}

/** The operation Invoke, and the part of it that asynchronous attempts share. */
export function createInvoke(
  context: LambdaContext,
  accept: (invocation: AcceptedInvocation) => void,
): { readonly invoke: Operation; readonly run: RunFunction } {
  const run = createRun(context);
  const invoke: Operation = {
    permissions: (input) => [
      { action: 'lambda:InvokeFunction', resource: qualifiedArn(functionReference(input, context.localAccount)) },
    ],
    run: async (input) => {
      const reference = functionReference(input, context.localAccount);
      context.registry.resolve(reference);
      const { InvocationType: type = 'RequestResponse' } = input;
      if (type === 'DryRun') return { StatusCode: 204 };
      if (type !== 'RequestResponse' && type !== 'Event') throw unknownType(type);
      const payload = payloadOf(input, maxPayloadBytes[type]);
      if (type === 'RequestResponse') return answerOf(await run(reference, payload));
      accept({ requestId: randomUUID(), reference, payload });
      return { StatusCode: 202 };
    },
  };
  return { invoke, run };
}

function createRun({ registry, host }: LambdaContext): RunFunction {
  const running = new Map<string, number>();
  return async (reference, payload) => {
    const configuration = registry.resolve(reference);
    const { functionName } = configuration;
    const { reservedConcurrency = Number.POSITIVE_INFINITY } = registry.get(reference);
    const concurrent = running.get(functionName) ?? 0;
    if (concurrent >= reservedConcurrency) throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429);
    running.set(functionName, concurrent + 1);
    try {
      const answer = await host.invoke({ configuration, payload, invokedFunctionArn: qualifiedArn(reference) });
      return { answer, configuration };
    } finally {
      running.set(functionName, (running.get(functionName) ?? 1) - 1);
    }
  };
}

function answerOf({ answer, configuration }: Awaited<ReturnType<RunFunction>>): Shape {
  return {
    StatusCode: 200,
    ExecutedVersion: configuration.version,
    Payload: Buffer.from(answer.payload),
    ...(answer.functionError === undefined ? {} : { FunctionError: answer.functionError }),
  };
}

/** Returns the payload as a JSON string; `{}` if it is absent, as Lambda passes it to the function. */
function payloadOf({ Payload: payload }: Shape, maxBytes: number): string {
  if (payload === undefined) return '{}';
  if (typeof payload !== 'string' && !(payload instanceof Uint8Array)) {
    throw new ServiceError('InvalidRequestContentException', 'Payload must be bytes or text');
  }
  const text = typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8');
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    throw new ServiceError(
      'RequestTooLargeException',
      `${bytes} byte payload is too large for the ${maxBytes} byte limit`,
      413,
    );
  }
  return text.trim() === '' ? '{}' : parseable(text);
}

function parseable(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function unknownType(type: unknown): ServiceError {
  return new ServiceError(
    'InvalidParameterValueException',
    `InvocationType must be RequestResponse, Event or DryRun, it is ${String(type)}`,
  );
}
