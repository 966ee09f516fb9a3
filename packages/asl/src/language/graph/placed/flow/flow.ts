import type { PlacedBox, PlacedSize, Point } from '../placed-graph';

/** Something with a size, to be placed. */
export interface FlowBox extends PlacedSize {
  readonly key: string;
}

/** A line to be led from one box to another; both may be the same. */
export interface FlowLine {
  readonly from: string;
  readonly to: string;
  /** How much its length counts against that of others. */
  readonly weight: number;
  /** The size of its label, which is next to its begin. */
  readonly label?: PlacedSize;
}

/** Where everything is, from the top left. */
export interface Flow extends PlacedSize {
  readonly boxes: ReadonlyMap<string, PlacedBox>;
  /** In the order of the lines that were given. */
  readonly lines: readonly RoutedLine[];
}

/** A line with its corners: horizontal and vertical pieces by turns. */
export interface RoutedLine {
  readonly points: readonly Point[];
  readonly label?: PlacedBox;
}

/** A flow to the right is one downwards with all places and sizes turned: x becomes y. */
export function turnFlow({ boxes, lines, ...size }: Flow): Flow {
  return {
    ...turn(size),
    boxes: new Map([...boxes].map(([key, box]) => [key, turn(box)])),
    lines: lines.map(({ points, label }) => ({
      points: points.map(({ x, y }) => ({ x: y, y: x })),
      ...(label === undefined ? {} : { label: turn(label) }),
    })),
  };
}

/** Swaps width and height, and x and y. */
export function turn<T extends PlacedSize & Partial<Point>>(box: T): T {
  const { x, y } = box;
  return { ...box, width: box.height, height: box.width, ...(x === undefined ? {} : { x: y, y: x }) };
}
