import type { SourcePosition } from './diagnostic';

/** Line and column of an offset in a text. */
export function positionIn(text: string, offset: number): SourcePosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) as string).length + 1, offset };
}
