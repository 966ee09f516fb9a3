import type { NodeType } from '../model/graph';

/** Sizes in pixels that the layout and every drawing agree on. */
export const sizes = {
  fonts: { name: { size: 13, bold: true }, label: { size: 11 }, badge: { size: 11, bold: true } },
  /** The most of a text that a card shows; the rest is in its title. */
  mostText: { name: 300, label: 230 },
  /** Left and right of a card's text. */
  padding: 16,
  leastWidth: 110,
  /** A card with its name alone; rows add to it. */
  nameHeight: 32,
  rowHeight: 14,
  rowsBottom: 1,
  /** The room of a sign next to the name. */
  markWidth: 18,
  /** Types with an icon left of the text. */
  icons: { Choice: 20, Wait: 22, Succeed: 20, Fail: 20 } as Readonly<Partial<Record<NodeType, number>>>,
  /** Inside of an open Map or Parallel. */
  framePadding: 14,
  scopeGap: 16,
  /** Between states next to one another, and from rank to rank. */
  nodeGap: 26,
  edgeGap: 18,
  rankGap: 24,
  margin: 4,
  startDot: 12,
  endRing: 16,
  edgeLabelHeight: 15,
  /** Between the ends of lines at one side of a state, and from its corner; after a label. */
  portGap: 16,
  portInset: 14,
  labelGap: 9,
  /** From a state to the first track of lines below it, from track to track, and from the last to the arrow's target. */
  trackTop: 7,
  trackGap: 8,
  trackBottom: 12,
  /** Between two lines of the channel of error paths. */
  busGap: 10,
} as const;
