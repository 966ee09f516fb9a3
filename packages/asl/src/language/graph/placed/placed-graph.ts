import type { Family, NodeType } from '../model/graph';

/**
 * A graph with the place of everything, as plain JSON: what the page, pictures and run reports draw. Pixels at scale 1,
 * from the top left of the graph, y downwards; no text is smaller than 11 px, so a narrow page scrolls and does not scale.
 * What an execution, a change, findings or cases add to it is separate: see the overlays.
 */
export interface PlacedGraph extends PlacedSize {
  /** The name of the state machine. */
  readonly name: string;
  readonly comment?: string;
  /** Which way the flow runs. */
  readonly direction: 'down' | 'right';
  /** Every branch and every item processor, open or closed, in the order of the definition. */
  readonly scopes: readonly PlacedScope[];
  /** The states that are drawn, in the order of the definition, a state before those inside of it. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** The dot before the first state of each drawn scope, and the ring after each state that has `End`. */
  readonly ends: readonly PlacedEnd[];
  /** The ids of the states that only error paths reach and that are not drawn for it; not those in closed scopes. */
  readonly hidden: readonly string[];
}

/** In pixels. */
export interface PlacedSize {
  readonly width: number;
  readonly height: number;
}

/** In pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle by its top left. */
export interface PlacedBox extends Point, PlacedSize {}

/** A branch of a Parallel or the item processor of a Map. */
export interface PlacedScope {
  /** `Extract/0` for the first branch of `Extract`, `EachPage` for what that Map does with each item. */
  readonly id: string;
  /** The id of its Map or Parallel. */
  readonly state: string;
  readonly open: boolean;
  /** How many states it has, with those of scopes inside of it. */
  readonly stateCount: number;
  /** Where it is drawn, if it is open. */
  readonly box?: PlacedBox;
}

/** A state. */
export interface PlacedNode extends PlacedBox {
  /** The path of the state: `Extract/0/ReadText`. */
  readonly id: string;
  readonly name: string;
  readonly type: NodeType;
  /** What a Task calls, or the type of the state: a colour each. */
  readonly family: Family;
  /** The id of the scope that it is in; none if it is in the machine itself. */
  readonly scope?: string;
  /** Its text, cut to its width. */
  readonly lines: readonly PlacedText[];
  /** Its name, what it does, its comment: untouched and in full. */
  readonly title: readonly string[];
  /** The rules of a Choice, numbered as its edges are; the last may be `Default`. */
  readonly rules?: readonly PlacedRule[];
  /** Of a Map or Parallel. */
  readonly inner?: { readonly open: boolean; readonly branchCount: number; readonly stateCount: number };
  readonly retrierCount: number;
  /** Numbered as its edges are, if they are drawn. */
  readonly catchers: readonly PlacedCatcher[];
  /** Whether its catchers are drawn as edges. */
  readonly showsErrorPaths: boolean;
  /** Whether its scope starts here. */
  readonly start: boolean;
  /** Whether it has `End`. */
  readonly end: boolean;
}

/** A line of text. */
export interface PlacedText extends Point {
  /** `x` is its left, `y` its baseline. */
  readonly text: string;
  /** The name in bold 13 px, the others 11 px. A rule starts with its number, a catcher with `!` and its number. */
  readonly role: 'name' | 'label' | 'count' | 'rule' | 'catcher';
}

/** A rule of a Choice. */
export interface PlacedRule {
  readonly number: number;
  readonly kind: 'rule' | 'default';
  /** The condition in full, `Default` for the default. */
  readonly text: string;
  /** The id of the next state. */
  readonly to: string;
}

/** A catcher of a state. */
export interface PlacedCatcher {
  readonly number: number;
  /** As they are written: `States.ALL`. */
  readonly errors: readonly string[];
  /** The id of the next state. */
  readonly to: string;
}

/** A line between two states, or from the start, or to the end. */
export interface PlacedEdge {
  /** Of use as a key; overlays name edges by it. */
  readonly id: string;
  /** The id of a state; of a scope for `start` (empty: the machine). */
  readonly from: string;
  /** The id of a state; of a scope for `end` (empty: the machine). */
  readonly to: string;
  readonly kind: 'start' | 'next' | 'rule' | 'default' | 'catch' | 'end';
  /** The numbers of the rules that it is for, in the card of its Choice. */
  readonly rules?: readonly number[];
  /** The numbers of the catchers that it is for, in the card of its state. */
  readonly catchers?: readonly number[];
  /** The errors that are caught, in full. */
  readonly errors?: readonly string[];
  /** Its corners: horizontal and vertical pieces by turns, to be drawn with round corners. The arrow head is at the last. */
  readonly points: readonly Point[];
  /** The numbers of its rules, or of its catchers with a `!`. */
  readonly label?: PlacedBox & { readonly text: string };
}

/** Where a scope starts or ends; `x`, `y` are its middle. */
export interface PlacedEnd extends Point {
  /** The id of the scope; empty: the machine. */
  readonly scope: string;
  readonly kind: 'start' | 'end';
  /** The state that follows the start, or that ends. */
  readonly state: string;
}
