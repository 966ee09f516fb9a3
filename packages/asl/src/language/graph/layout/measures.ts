/** Sizes that layout and drawing agree on, in pixels. */
export const measures = {
  name: { size: 13, bold: true },
  label: { size: 11 },
  edgeLabel: { size: 10.5 },
  edgeLabelWidth: 200,
  note: { size: 11 },
  lineHeight: 15,
  noteLineHeight: 15,
  cardPadding: 16,
  cardHeight: 46,
  pillHeight: 34,
  letterWidth: 22,
  retryWidth: 18,
  frameHeader: 44,
  framePadding: 18,
  scopeGap: 18,
  panelPadding: 18,
  panelHeader: 34,
  panelGap: 36,
  /** Between one handler's note and the next. */
  noteGap: 10,
  noteWidth: 300,
} as const;
