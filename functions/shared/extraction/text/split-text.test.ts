import fc from 'fast-check';
import { type PartBounds, splitText } from './split-text';

const jsonBytes = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;
const roomy: PartBounds = { maxCharacters: 1_000, maxBytes: 100_000 };
const bounded = (maxCharacters: number): PartBounds => ({ maxCharacters, maxBytes: 100_000 });

describe('splitText', () => {
  it('keeps a text that fits in one part', () => {
    expect(splitText('one\ftwo\n', roomy)).toEqual([{ text: 'one\ftwo\n', border: 'end' }]);
    expect(splitText('', roomy)).toEqual([{ text: '', border: 'end' }]);
  });

  it('cuts at the last page that fits, however much room is left', () => {
    expect(splitText('one\ftwo two.\nTwo\nthree', bounded(14))).toEqual([
      { text: 'one\f', border: 'page' },
      { text: 'two two.\n', border: 'paragraph' },
      { text: 'Two\nthree', border: 'end' },
    ]);
  });

  it('takes a blank line for the end of a paragraph', () => {
    expect(splitText('a b\n\nc d\ne f', bounded(9))[0]).toEqual({ text: 'a b\n\n', border: 'paragraph' });
  });

  it('cuts at a line where no paragraph ends', () => {
    expect(splitText('a line\nand more\nof it', bounded(12))[0]).toEqual({ text: 'a line\n', border: 'line' });
  });

  it('cuts a line that no part can hold, and says so', () => {
    expect(splitText('a🙂b🙂c', bounded(2))).toEqual([
      { text: 'a🙂', border: 'character' },
      { text: 'b🙂', border: 'character' },
      { text: 'c', border: 'end' },
    ]);
  });

  it('counts bytes as JSON writes them', () => {
    expect(splitText('"""""', { maxCharacters: 100, maxBytes: 6 }).map(({ text }) => text)).toEqual(['"""', '""']);
    expect(splitText('\u0001\u0001', { maxCharacters: 100, maxBytes: 11 })).toHaveLength(2);
  });

  it('refuses bounds that hold no character', () => {
    expect(() => splitText('🙂', { maxCharacters: 5, maxBytes: 3 })).toThrow('must hold one character');
  });

  const anyText = fc
    .array(
      fc.oneof(
        fc.constantFrom('\f', '\n', '\n\n', '. ', '.\nA', '"', '🙂', 'ü'),
        fc.string({ unit: 'binary', maxLength: 12 }),
      ),
      {
        maxLength: 40,
      },
    )
    .map((pieces) => pieces.join(''));
  const anyBounds = fc.record({
    maxCharacters: fc.integer({ min: 1, max: 40 }),
    maxBytes: fc.integer({ min: 6, max: 80 }),
  });

  it('loses nothing and keeps the bounds, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyBounds, (text, bounds) => {
        const parts = splitText(text, bounds);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const part of parts) {
          expect([...part.text].length).toBeLessThanOrEqual(bounds.maxCharacters);
          expect(jsonBytes(part.text)).toBeLessThanOrEqual(bounds.maxBytes);
        }
      }),
    );
  });

  it('ends a part at a page, else at a line, and in the middle of a line only where the part is one line', () => {
    fc.assert(
      fc.property(anyText, anyBounds, (text, bounds) => {
        for (const { text: part, border } of splitText(text, bounds).slice(0, -1)) {
          if (border === 'page') expect(part.endsWith('\f')).toBe(true);
          else expect(part).not.toContain('\f');
          if (border === 'paragraph' || border === 'line') expect(part.endsWith('\n')).toBe(true);
          if (border === 'character') expect(part).not.toContain('\n');
        }
      }),
    );
  });

  it('never cuts a pair of surrogates', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), anyBounds, (text, bounds) => {
        for (const { text: part } of splitText(text, bounds)) expect(Buffer.from(part).toString()).toBe(part);
      }),
    );
  });
});
