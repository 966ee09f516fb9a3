import type { LambdaHost } from '../../lambda-host';
import type { Policies } from '../../policies';
import type { OnTrouble, Services } from '../service';
import type { NamePlace } from './function-name';
import type { FunctionRegistry } from './function-registry';

/** Time, as far as retries need it. */
export interface InvocationClock {
  now(): number;
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

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

/** Shared by the parts of this service. */
export interface LambdaContext extends LambdaOptions {
  readonly registry: FunctionRegistry;
}
