import type { EmbeddedService, Operation } from '../service';
import { type AsynchronousInvocations, createAsynchronousInvocations } from './asynchronous-invocations';
import { configureFunctions } from './configure-functions';
import { createFunctionRegistry } from './function-registry';
import { createInvoke } from './invoke';
import type { LambdaContext, LambdaOptions } from './lambda-context';

/** Lambda on the laptop. */
export interface Lambda {
  readonly service: EmbeddedService;
  /** Takes up the asynchronous invocations that an earlier process still owed. Call it when the stack has been applied. */
  resume(): void;
  /** Asynchronous invocations that have not come to an end, those that wait for their next attempt included. */
  readonly owed: AsynchronousInvocations['owed'];
  /** Stops attempting; what is owed stays on disk. */
  close(): void;
}

/** Lambda with the functions, versions and owed invocations that `place.stateFolder` holds. */
export function createLambda(options: LambdaOptions): Lambda {
  const context: LambdaContext = {
    ...options,
    registry: createFunctionRegistry(`${options.place.stateFolder}/functions`),
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
