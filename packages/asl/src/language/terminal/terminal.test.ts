import { createPaint } from './paint';
import { createWriter } from './terminal';
import { visibleJson, visibleText } from './visible-text';

function written(isTTY = true) {
  const texts: string[] = [];
  const writer = createWriter({ write: (text) => texts.push(text), isTTY, columns: 0 });
  return { writer, text: () => texts.join('') };
}

describe('text for a terminal', () => {
  it.each([
    ['an escape sequence', '\u001b[2J', '\\u{1b}[2J'],
    ['C1, which some terminals take for ESC [', '\u009b31m', '\\u{9b}31m'],
    ['a bell, a backspace, DEL', '\u0007\b\u007f', '\\u{7}\\u{8}\\u{7f}'],
    ['line breaks and tabs', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['separators of lines and paragraphs', '\u2028\u2029\u0085', '\\u{2028}\\u{2029}\\u{85}'],
    ['an override of the writing direction', 'gpj\u202efdp.exe', 'gpj\\u{202e}fdp.exe'],
    ['isolates and marks', '\u2066\u2069\u200e\u200f\u061c', '\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}'],
    ['what has no width', 'pay\u200bpal\u2060\ufeff', 'pay\\u{200b}pal\\u{2060}\\u{feff}'],
    ['a joiner between Latin letters', 'pay\u200dpal', 'pay\\u{200d}pal'],
    ['tags', '\u{e0041}', '\\u{e0041}'],
    ['half of a pair', '\ud800', '\\u{d800}'],
  ])('shows %s', (_what, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it.each(['Rechnung №5 – “ä” €', '請求書.pdf', 'شركة', 'می\u200cخواهم', '👩\u200d👩\u200d👧', 'क्\u200dष'])(
    'leaves %s as it is',
    (text) => {
      expect(visibleText(text)).toBe(text);
    },
  );

  it('is the same value in JSON', () => {
    const value = { name: 'a\u001b\u202e\u007f\u009b\n\u{e0041}' };
    const json = visibleJson(JSON.stringify(value, undefined, 2));

    expect(json).toBe('{\n  "name": "a\\u001b\\u202e\\u007f\\u009b\\n\\udb40\\udc41"\n}');
    expect(JSON.parse(json)).toEqual(value);
  });
});

describe('a writer', () => {
  it('adds our colours after it has escaped, and takes no other for ours', () => {
    const { writer, text } = written();

    writer.line(`${createPaint(true).red('a\u001b[0m\nb')} \u001b[31mforged`);

    expect(text()).toBe('\u001b[31ma\\u{1b}[0m\\nb\u001b[39m \\u{1b}[31mforged\n');
  });

  it('writes lines, JSON and the erasing of a block', () => {
    const { writer, text } = written();

    writer.lines(['a', 'b\n']);
    writer.json('"\u202e"');
    writer.erase(2);
    writer.erase(0);

    expect(text()).toBe('a\nb\\n\n"\\u202e"\n\u001b[2A\u001b[J');
    expect(writer.columns).toBe(120);
  });

  it('has no colours away from a terminal', () => {
    expect(written(false).writer.hasColours).toBe(false);
    expect(createPaint(false).red('a')).toBe('a');
  });
});
