import { commentsOf } from './comments';

const comments = (text: string, file = 'x.asl.yaml') =>
  commentsOf({ file, text }).map(({ text: comment, span, isAlone }) => [
    comment,
    span.start.line,
    span.start.column,
    isAlone,
  ]);

describe('commentsOf', () => {
  it('finds comments on lines of their own and at the end of lines', () => {
    expect(comments('# one\na: 1 # two\n  # three\nb: {Seconds: ${Pause}} # four\r\n')).toEqual([
      ['# one', 1, 1, true],
      ['# two', 2, 6, false],
      ['# three', 3, 3, true],
      ['# four', 4, 24, false],
    ]);
  });

  it('takes a number sign inside a scalar for text', () => {
    const scalars = [
      'a: x#y',
      'b: "# no"',
      "c: 'it # is not'",
      'd: |',
      '  # text',
      'e: >-',
      '  folded',
      '  # text',
      'f: "two',
      '  # text"',
    ];
    expect(comments(`${scalars.join('\n')}\n`)).toEqual([]);
  });

  it('finds none in JSON', () => {
    expect(comments('{"a": 1} # no', 'x.asl.json')).toEqual([]);
  });
});
