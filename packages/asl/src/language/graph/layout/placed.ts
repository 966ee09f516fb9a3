import type { EdgeKind, GraphNode } from '../model/graph';

/** A point in pixels, from the top left of its container. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in pixels, from the top left of its container. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A state with its position; its content is placed inside it. */
export interface PlacedNode extends Box {
  readonly node: GraphNode;
  /** The name, on one line or more. */
  readonly lines: readonly string[];
  /** The letters of the handlers that it jumps to. */
  readonly letters: readonly JumpLetter[];
  /** Its own letter, where others jump to it. */
  readonly letter?: JumpLetter;
  readonly scopes: readonly PlacedScope[];
}

/** The letter of a state that others jump to. */
export interface JumpLetter {
  readonly text: string;
  /** The id of the state. */
  readonly of: string;
  /** Whether the state leads to a Fail, so that the letter is drawn in the colour of failure. */
  readonly fails: boolean;
}

/** A line from state to state, or from the start, or to the end. */
export interface PlacedEdge {
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  /** The lines of its label and their middle. */
  readonly label?: Point & { readonly lines: readonly string[] };
}

/** Nodes and lines, their places from the top left of their own rectangle. */
export interface PlacedLines {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly start?: Point;
  readonly end?: Point;
}

/** The note next to a common handler: which errors of which states lead there. */
export interface HandlerNote {
  readonly letter: JumpLetter;
  readonly name: string;
  readonly lines: readonly string[];
}

/** A scope with its position: its main flow, and next to it the common handlers. */
export interface PlacedScope extends Box {
  readonly main: PlacedLines & Point;
  readonly side?: PlacedPanel;
}

/** The panel of handlers: their lines, moved by `drawing`, and below them what leads there. */
export interface PlacedPanel extends PlacedLines, Box {
  readonly drawing: Point;
  readonly drawingHeight: number;
  readonly notes: readonly HandlerNote[];
}
