import type { NodeType } from '../model/graph';

/** Sizes in pixels that the layout and every drawing agree on. */
export const sizes = {
  fonts: { name: { size: 13, bold: true }, label: { size: 11 } },
  /** The most of a text that a card shows; the rest is in its title. */
  mostText: { name: 300, label: 230 },
  /** Left and right of a card's text. */
  padding: 16,
  leastWidth: 110,
  /** A card with its name alone; rows add to it. */
  nameHeight: 34,
  rowHeight: 15,
  rowsBottom: -1,
  /** The room of a sign next to the name. */
  markWidth: 18,
  /** Types with an icon left of the text. */
  icons: { Choice: 20, Wait: 22, Succeed: 20, Fail: 20 } as Readonly<Partial<Record<NodeType, number>>>,
  /** Inside of an open Map or Parallel. */
  framePadding: 16,
  scopeGap: 16,
  /** Between states next to one another, and from rank to rank. */
  nodeGap: 26,
  edgeGap: 18,
  rankGap: 28,
  margin: 4,
  startDot: 12,
  endRing: 16,
  edgeLabelHeight: 15,
} as const;
