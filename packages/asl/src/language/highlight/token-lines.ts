import type { Token, TokenClass } from './token';

/** A range of a text, in offsets (UTF-16 units), with a number; the end is exclusive. */
export interface MarkedRange {
  readonly start: number;
  readonly end: number;
  readonly mark: number;
}

/** A piece of a line: its class (empty: none), its text, and the mark of the range that it is in. */
export type LinePiece = readonly [kind: TokenClass | '', text: string, mark?: number];

/** Splits tokens into lines, and at the ends of ranges; of ranges that overlap, the first one wins. Lines have no line ends. */
export function tokenLines(tokens: readonly Token[], ranges: readonly MarkedRange[] = []): readonly LinePiece[][] {
  const cuts = [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const lines: LinePiece[][] = [[]];
  let offset = 0;
  for (const { class: kind = '', text } of tokens) {
    const inside = cuts.filter((cut) => cut > offset && cut < offset + text.length).map((cut) => cut - offset);
    for (const [index, from] of [0, ...inside].entries()) {
      const mark = ranges.find(({ start, end }) => start <= offset + from && offset + from < end)?.mark;
      for (const [row, piece] of text
        .slice(from, inside[index])
        .split(/\r\n|\r|\n/)
        .entries()) {
        if (row > 0) lines.push([]);
        if (piece !== '') lines.at(-1)?.push(mark === undefined ? [kind, piece] : [kind, piece, mark]);
      }
    }
    offset += text.length;
  }
  return lines;
}
