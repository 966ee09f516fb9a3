import { TextCollector } from './collected-text';

const line = (Text: string, Page?: number) => ({ BlockType: 'LINE', Text, ...(Page !== undefined && { Page }) });
const word = (Confidence: number, Page = 1) => ({ BlockType: 'WORD', Text: 'x', Confidence, Page });

describe('TextCollector', () => {
  it('puts a line on a line and a form feed between pages, empty ones too', () => {
    const collector = new TextCollector();
    for (const block of [line('one', 1), line('two', 1), line('three', 3)]) collector.add(block);
    collector.setPages(4);

    expect(collector.collected()).toMatchObject({ text: 'one\ntwo\f\fthree\f', pages: 4 });
  });

  it('keeps an empty line of a page', () => {
    const collector = new TextCollector();
    for (const block of [line(''), line('two')]) collector.add(block);

    expect(collector.collected().text).toBe('\ntwo');
  });

  it('counts words, code points and the mean confidence', () => {
    const collector = new TextCollector();
    for (const block of [line('a😀'), word(90), word(95.555)]) collector.add(block);

    expect(collector.collected()).toMatchObject({ words: 2, characters: 2, meanConfidence: 92.78 });
  });

  it('has confidence 0 for a document without words', () => {
    expect(new TextCollector().collected()).toEqual({ text: '', pages: 1, words: 0, characters: 0, meanConfidence: 0 });
  });
});
