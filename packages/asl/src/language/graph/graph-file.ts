import type { Graph } from './model/graph';
import type { Overlays } from './overlays/overlays';
import type { Shown } from './placed/shown-scope';

/** What the file of `asl graph --format html` has as JSON: the graph to be placed, and what is drawn of it at first. */
export interface GraphFile extends Shown {
  readonly graph: Graph;
  readonly overlays: Overlays;
  /** In words: for the picture's description. */
  readonly description: string;
}
