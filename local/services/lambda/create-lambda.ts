import type { LambdaHost } from '../../lambda-host';
import type { Policies } from '../../policies';
import type { EmbeddedService, OnTrouble, Operation, Services } from '../service';
import {
  type AsynchronousInvocations,
  createAsynchronousInvocations,
  type InvocationClock,
} from './asynchronous-invocations';
import { configureFunctions } from './configure-functions';
import type { NamePlace } from './function-name';
import { createFunctionRegistry, type FunctionRegistry } from './function-registry';
import { createInvoke } from './invoke';

/** What Lambda needs around it. */
export interface LambdaOptions {
  readonly place: NamePlace & { readonly stateFolder: string };
  readonly services: Services;
  readonly policies: Pick<Policies, 'putResourceStatement' | 'allowsAssume'>;
  readonly host: LambdaHost;
  readonly clock: InvocationClock;
  /** Where the functions' source maps lie. */
  readonly sourceMapFolder?: string;
  /** Told of an asynchronous invocation that was given up, and of a destination that refused its record. */
  readonly onGivenUp?: OnTrouble;
}

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

/** Shared by the parts of this service. */
export interface LambdaContext extends LambdaOptions {
  readonly registry: FunctionRegistry;
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
