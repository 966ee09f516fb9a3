import { createWriter } from '@document-pipelines/asl/terminal';
import { createConsole } from './console';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function consoleOf({ isTTY = false, json = false } = {}) {
  const texts: string[] = [];
  const errors: string[] = [];
  const writerOf = (to: string[]) => createWriter({ write: (text) => to.push(text), isTTY, columns: 30 });
  const console = createConsole({ stdout: writerOf(texts), stderr: writerOf(errors) }, json);
  return { console, texts, errors };
}

describe('away from a terminal', () => {
  it('is silent for less than three seconds, and what it prints then is no result', () => {
    const { console, texts, errors } = consoleOf();
    console.say('begins');
    console.doing({ line: () => 'reading' });

    jest.advanceTimersByTime(2_000);
    expect(errors).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(errors).toEqual(['  reading, 2 s\n']);
    jest.advanceTimersByTime(6_000);

    expect(errors).toHaveLength(3);
    expect(texts).toEqual(['begins\n']);
  });

  it('prints nothing of it while other lines come, or when it is over', () => {
    const { console, errors } = consoleOf();
    console.doing({ line: () => 'reading' });
    for (let seconds = 0; seconds < 10; seconds += 1) {
      console.say('a line');
      jest.advanceTimersByTime(1_000);
    }
    console.doing(undefined);
    jest.advanceTimersByTime(60_000);

    expect(errors).toEqual([]);
  });

  it('does not take objects on stdout for words to a person', () => {
    const { console, texts, errors } = consoleOf({ json: true });
    console.say('begins');
    console.doing({ line: () => 'reading' });
    for (let seconds = 0; seconds < 3; seconds += 1) {
      console.json({ seconds });
      jest.advanceTimersByTime(1_000);
    }

    expect(texts).toHaveLength(3);
    expect(errors).toEqual(['begins\n', '  reading, 2 s\n']);
  });
});

describe('on a terminal', () => {
  it('draws a line that is cut to its width, at most ten times a second, and takes it away', () => {
    const { console, texts } = consoleOf({ isTTY: true });
    console.doing({ line: () => 'reading a document with a long name' });
    for (let count = 0; count < 5; count += 1) console.changed();
    jest.advanceTimersByTime(100);
    console.print('done');
    console.doing(undefined);
    jest.advanceTimersByTime(10_000);

    expect(texts).toEqual(['  reading a document wi…, 0 s\n', '\u001b[1A\u001b[J', 'done\n']);
  });

  it('draws a block anew each second, so that its times go on', () => {
    const { console, texts } = consoleOf({ isTTY: true });
    console.say('begins');
    console.doing({ line: () => '', block: () => ['a', 'b'] });
    jest.advanceTimersByTime(2_500);

    expect(texts.filter((text) => text === 'a\nb\n')).toHaveLength(2);
  });
});
