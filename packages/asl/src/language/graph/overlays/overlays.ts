/**
 * What is painted on a placed graph, as plain JSON: it changes without placing anything again. States are named by their
 * path (the `id` of their node), edges by their `id`; what a list does not name is unmarked.
 */
export interface Overlays {
  readonly execution?: ExecutionOverlay;
  readonly diff?: DiffOverlay;
  readonly findings?: readonly FindingMark[];
  readonly coverage?: readonly CoverageMark[];
}

/** What an execution did. */
export interface ExecutionOverlay {
  readonly states: readonly StateMark[];
  /** The edges that it took. */
  readonly edges: readonly string[];
}

/** What became of a state. `caught`: it failed and a Catch of it took that; `aborted`: another branch failed. */
export type StateStatus = 'succeeded' | 'failed' | 'caught' | 'running' | 'waiting' | 'aborted' | 'notReached';

/** What became of one state, in its last visit. */
export interface StateMark {
  readonly path: string;
  readonly status: StateStatus;
  readonly visits: number;
  /** Attempts after the first of each visit. */
  readonly retries: number;
  readonly error?: string;
  /** The first line of the cause: untrusted. */
  readonly reason?: string;
  /** Of a Map: its iterations. */
  readonly map?: {
    readonly total: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly running: number;
  };
}

/** What differs from an older definition. What is removed is part of the graph that was placed: see joinGraphs. */
export interface DiffOverlay {
  readonly states: readonly ChangeMark[];
  readonly edges: readonly { readonly id: string; readonly change: 'added' | 'removed' }[];
}

/** A state that differs. */
export interface ChangeMark {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Its fields that differ: `Arguments`, `Retry`. */
  readonly fields?: readonly string[];
  /** The path that it had, if it was renamed or moved. */
  readonly was?: string;
}

/** A finding of `asl check` on the state that it concerns; without a path it concerns the machine. */
export interface FindingMark {
  readonly path?: string;
  readonly severity: 'error' | 'warning';
  readonly ruleId: string;
  readonly message: string;
  readonly help?: string;
  /** From 1. */
  readonly line: number;
}

/** A state that cases do not reach, or not wholly. */
export interface CoverageMark {
  readonly path: string;
  readonly covered: 'none' | 'part';
  /** What no case reaches: `rule 2 of Route`. */
  readonly missing: readonly string[];
}
