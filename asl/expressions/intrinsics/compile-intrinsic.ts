import type { Json } from '../../definition';
import type { JsonPathBindings } from '../bindings';

/** An intrinsic function call, parsed once. */
export interface Intrinsic {
  readonly text: string;
  /** Throws StatesError States.IntrinsicFailure with AWS's cause. */
  evaluate(bindings: JsonPathBindings): Json;
}

/** Compiles `States.Format(…)` and its seventeen siblings. Throws Error on bad syntax or an unknown name. */
export function compileIntrinsic(text: string): Intrinsic {
  throw new Error(`intrinsic functions are not there yet: ${text}`);
}
