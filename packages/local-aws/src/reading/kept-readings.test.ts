import type { DocumentText } from './document-text';
import { KeptReadings } from './kept-readings';

function textOfWords(count: number): DocumentText {
  const box = { left: 0, top: 0, width: 0, height: 0 };
  const word = { text: 'word', confidence: 99, box, outline: [] };
  const line = { ...word, words: new Array(count).fill(word) };
  return { pages: [{ pageNumber: 1, origin: 'text-layer', lines: [line] }] };
}

describe('KeptReadings', () => {
  test('keeps a refusal, and not a defect', () => {
    const kept = new KeptReadings();
    const refusal = { unreadable: { reason: 'damaged', message: 'cut off' } } as const;
    kept.put('refused', refusal);
    kept.put('defect', { failure: 'TypeError' });
    expect(['refused', 'defect'].map((key) => kept.get(key))).toEqual([refusal, undefined]);
  });

  test('gives up what was not asked for longest when it is full', () => {
    const kept = new KeptReadings();
    const large = { text: textOfWords(20_000) };
    kept.put('first', large);
    kept.put('second', large);
    kept.get('first');
    kept.put('third', large);
    expect(['first', 'second', 'third'].map((key) => kept.get(key) !== undefined)).toEqual([true, false, true]);
  });
});
