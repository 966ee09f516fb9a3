import type { EmbeddedService, Operation } from '../service';
import { type AsynchronousInvocations, createAsynchronousInvocations } from './asynchronous-invocations';
import { configureFunctions } from './configure-functions';
import { createFunctionRegistry } from './function-registry';
import { createInvoke } from './invoke';
import type { LambdaContext, LambdaOptions } from './lambda-context';

/** The local Lambda. */
export interface Lambda {
  readonly service: EmbeddedService;
  /** Continues the pending asynchronous invocations of an earlier process. Call it when the stack has been applied. */
  resume(): void;
  /** Asynchronous invocations that have not ended, including those that wait for their next attempt. */
  readonly owed: AsynchronousInvocations['owed'];
  /** Stops attempting; pending invocations stay on disk. */
  close(): void;
}

/**
 * Creates Lambda with the functions, versions and pending invocations in `localAccount.stateFolder`.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function createLambda(options: LambdaOptions): Lambda {
  const context: LambdaContext = {
    ...options,
    registry: createFunctionRegistry(`${options.localAccount.stateFolder}/functions`),
  };
  const { invoke, run } = createInvoke(context, (request) => asynchronous.accept(request));
  const asynchronous = createAsynchronousInvocations(context, run);
  const operations: Readonly<Record<string, Operation>> = { Invoke: invoke, ...configureFunctions(context) };
  return {
    service: { name: 'lambda', operations },
    resume: () => asynchronous.resume(),
    get owed() {
      return asynchronous.owed;
    },
    close: () => asynchronous.close(),
  };
}
