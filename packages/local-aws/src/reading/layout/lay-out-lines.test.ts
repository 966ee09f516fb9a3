import { layOutLines } from './lay-out-lines';
import type { PlacedWord } from './placed-word';

/** Words of a row, 6 units a letter, from given places. */
function row(top: number, ...words: readonly (readonly [left: number, text: string])[]): PlacedWord[] {
  return words.map(([left, text]) => ({
    text,
    left,
    right: left + 6 * text.length,
    top,
    bottom: top + 10,
    quarter: 0,
  }));
}

function texts(words: readonly PlacedWord[]): string[] {
  return layOutLines(words).map((line) => line.words.map((word) => word.text).join(' '));
}

describe('layOutLines', () => {
  test('a gap as wide as the writing is high ends a line, a blank between words does not', () => {
    expect(texts(row(0, [0, 'Ring'], [28, 'binder'], [200, '20'], [260, '3.15']))).toEqual([
      'Ring binder',
      '20',
      '3.15',
    ]);
  });

  test('rows are read from the left, whatever the order in which the file writes them', () => {
    const words = [
      ...row(20, [200, '2.00']),
      ...row(0, [200, 'Amount']),
      ...row(20, [0, 'Lamp']),
      ...row(0, [0, 'Item']),
    ];
    expect(texts(words)).toEqual(['Item', 'Amount', 'Lamp', '2.00']);
  });

  test('columns of prose are read one after the other, below the title that spans them', () => {
    const left = Array.from({ length: 8 }, (_, at) => row(40 + at * 14, [0, `left-column-line-number-${at}-xx`]));
    const right = Array.from({ length: 8 }, (_, at) => row(44 + at * 14, [220, `right-column-line-number-${at}-x`]));
    const title = row(0, [40, 'A-title-that-runs-across-both-of-the-columns-below']);
    const read = texts([...title, ...left.flatMap((line, at) => [...line, ...right[at]!])]);
    expect(read[0]).toMatch(/^A-title/);
    expect(read.slice(1, 9).every((line) => line.startsWith('left'))).toBe(true);
    expect(read.slice(9).every((line) => line.startsWith('right'))).toBe(true);
  });

  test('a stamp that runs up the margin follows after the page', () => {
    const stamp: PlacedWord = { text: 'stamp', left: -30, right: -20, top: 0, bottom: 60, quarter: 3 };
    expect(texts([stamp, ...row(0, [0, 'first']), ...row(20, [0, 'second'])])).toEqual(['first', 'second', 'stamp']);
  });
});
