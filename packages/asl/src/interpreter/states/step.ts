import type { Json, JsonObject } from '../../language/definition';
import type { MapRunItem } from '../map-run/map-run-plan';

/** What a state decides to happen next: a value, so that deciding and doing are separate. */
export type Step = ExitStep | FailStep | WaitStep | CallStep | ParallelStep | MapStep | MapRunStep;

/** The state has ended: its output, the variables it assigns, and the next state (undefined: its scope ends). */
export interface ExitStep {
  readonly kind: 'exit';
  readonly output: Json;
  readonly assigned?: JsonObject;
  readonly next?: string;
}

/** The scope fails. */
export interface FailStep {
  readonly kind: 'fail';
  readonly error?: string;
  readonly cause?: string;
}

/** A moment is to be waited for, in milliseconds since 1970. */
export interface WaitStep {
  readonly kind: 'wait';
  readonly until: number;
}

/** A task is to be called. */
export interface CallStep {
  readonly kind: 'call';
  readonly arguments: Json;
  readonly credentials?: Json;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

/** Branches are to be run, each with the same input. */
export interface ParallelStep {
  readonly kind: 'parallel';
  readonly input: Json;
}

/** Iterations are to be run; `toleratedFailures` absent: the first failure is the state's own. */
export interface MapStep {
  readonly kind: 'map';
  readonly items: readonly Json[];
  readonly maxConcurrency: number;
  readonly toleratedFailures?: number;
}

/** Child executions are to be run; `items` absent: they come from an ItemReader. */
export interface MapRunStep {
  readonly kind: 'mapRun';
  readonly items?: readonly MapRunItem[];
  /** 0: as many as there are. */
  readonly maxConcurrency: number;
}
