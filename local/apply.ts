import type { Json } from '../asl/definition';
import type { KindContext, Kinds } from './kinds';
import type { SynthesisedApp } from './synthesised-app';

/** What applying a stack left. */
export interface AppliedApp {
  readonly outputs: Readonly<Record<string, Json>>;
  /** Attributes by resource address, arguments included. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Resources that do nothing on a laptop, and why. */
  readonly withoutStandIn: readonly { readonly address: string; readonly why: string }[];
}

/** Creates every resource on its stand-in, dependencies first. */
export async function applyApp<Context extends KindContext>(
  _app: SynthesisedApp,
  _kinds: Kinds<Context>,
  _context: Context,
): Promise<AppliedApp> {
  throw new Error('not built yet');
}
