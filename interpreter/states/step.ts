import type { Json, JsonObject } from '../../asl/definition';
import type { MapRunItem } from '../map-run/map-run-plan';

/** What a state wants to happen next: a value, so that deciding it and doing it are two things. */
export type Step =
  | ExitStep
  | { readonly kind: 'fail'; readonly error?: string; readonly cause?: string }
  | { readonly kind: 'wait'; readonly until: number }
  | CallStep
  | { readonly kind: 'parallel'; readonly input: Json }
  | MapStep
  | MapRunStep;

/** The state is done: its output, the variables it assigns, and the state that follows (none: its scope ends). */
export interface ExitStep {
  readonly kind: 'exit';
  readonly output: Json;
  readonly assigned?: JsonObject;
  readonly next?: string;
}

/** A task is to be called. */
export interface CallStep {
  readonly kind: 'call';
  readonly arguments: Json;
  readonly credentials?: Json;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

/** Iterations are to be run; `toleratedFailures` absent: the first failure is the state's own. */
export interface MapStep {
  readonly kind: 'map';
  readonly items: readonly Json[];
  readonly maxConcurrency: number;
  readonly toleratedFailures?: number;
}

/** Child executions are to be run; `items` absent: an ItemReader gives them. */
export interface MapRunStep {
  readonly kind: 'mapRun';
  readonly items?: readonly MapRunItem[];
  /** 0: as many as there are. */
  readonly maxConcurrency: number;
}
