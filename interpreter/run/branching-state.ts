import type { Json } from '../../asl/definition';
import type { BranchingPhase, ChildPosition } from '../execution-record';
import { positionOf, type ScopeRun } from './scope-run';

/** The branches of a Parallel or the iterations of a Map while they run. */
export interface Branching {
  /** By index; what has not begun is not there yet. */
  readonly children: Child[];
  /** How many there will be. */
  readonly length: number;
  readonly maxConcurrency: number;
  /** Of a Map. */
  readonly items?: readonly Json[];
  readonly toleratedFailures?: number;
  running: number;
  failures: number;
}

/** A branch or an iteration. */
export type Child =
  | { readonly kind: 'running'; readonly run: ScopeRun }
  | Extract<ChildPosition, { readonly kind: 'succeeded' | 'failed' }>;

/** The branches as a JSON value. */
export function branchingPhase(branching: Branching): BranchingPhase {
  const { length, items, maxConcurrency, toleratedFailures } = branching;
  const children = branching.children.map(childPosition);
  return { kind: 'branching', children, length, items, maxConcurrency, toleratedFailures };
}

function childPosition(child: Child): ChildPosition {
  if (child.kind !== 'running') return child;
  return child.run.isBeginning === true ? { kind: 'beginning' } : { kind: 'running', position: positionOf(child.run) };
}
