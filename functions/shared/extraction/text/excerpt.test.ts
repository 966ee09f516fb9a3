import fc from 'fast-check';
import { excerptOf } from './excerpt';

const jsonBytes = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;

describe('excerptOf', () => {
  it('keeps a text that fits whole', () => {
    expect(excerptOf('a "quoted" line\n', 19)).toEqual({ excerpt: 'a "quoted" line\n', truncated: false });
  });

  it('counts escapes as JSON writes them', () => {
    expect(excerptOf('\u0001\u0001', 11)).toEqual({ excerpt: '\u0001', truncated: true });
    expect(excerptOf('"""', 5)).toEqual({ excerpt: '""', truncated: true });
  });

  it('never cuts inside a code point', () => {
    expect(excerptOf('a😀', 4)).toEqual({ excerpt: 'a', truncated: true });
    expect(excerptOf('a😀', 5)).toEqual({ excerpt: 'a😀', truncated: false });
  });

  it('stays under the bound for any text, and could not hold one character more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat({ max: 120 }), (text, maxBytes) => {
        const { excerpt, truncated } = excerptOf(text, maxBytes);
        expect(jsonBytes(excerpt)).toBeLessThanOrEqual(maxBytes);
        expect(text.startsWith(excerpt)).toBe(true);
        expect(truncated).toBe(excerpt !== text);
        const [next = ''] = text.slice(excerpt.length);
        if (truncated) expect(jsonBytes(excerpt + next)).toBeGreaterThan(maxBytes);
      }),
    );
  });
});
