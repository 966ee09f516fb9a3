import type { LambdaHost } from '../../lambda-host';
import type { AccountRegion } from '../../local-account';
import type { Policies } from '../../policies';
import type { OnTrouble, Services } from '../service';
import type { FunctionRegistry } from './function-registry';

/** The clock that retries use. */
export interface InvocationClock {
  now(): number;
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** Dependencies of Lambda. */
export interface LambdaOptions {
  readonly localAccount: AccountRegion & { readonly stateFolder: string };
  readonly services: Services;
  readonly policies: Pick<Policies, 'putResourceStatement' | 'allowsAssume'>;
  readonly host: LambdaHost;
  readonly clock: InvocationClock;
  /** Folder of the functions' source maps. */
  readonly sourceMapFolder?: string;
  /** Called for an asynchronous invocation that was given up, and for a destination that rejected its record. */
  readonly onGivenUp?: OnTrouble;
}

/** Shared by the parts of this service. */
export interface LambdaContext extends LambdaOptions {
  readonly registry: FunctionRegistry;
}
