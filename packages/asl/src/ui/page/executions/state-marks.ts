import type { ComponentChildren } from 'preact';
import type { PlacedNode } from '../../../language/graph';
import type { StateSummary } from '../../model/state-summaries';

/** What a page shows on the states, beside what the execution did: breakpoints, where it is paused. */
export interface StateMarks {
  readonly onNode: (node: PlacedNode) => ComponentChildren;
  readonly inRow: (state: StateSummary) => ComponentChildren;
}
