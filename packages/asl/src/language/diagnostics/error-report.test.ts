import { DiagnosticsError } from './diagnostics-error';
import { errorReport } from './error-report';
import { UserError } from './user-error';

const notice = 'this is a defect of the tool: please report it with the lines above';

describe('what an error that ended a command prints', () => {
  it('is location, message, details and help of a mistake, without a stack', () => {
    const error = new UserError('`name` is missing', {
      location: 'a.yaml:3:1',
      details: ['line 3'],
      help: 'add `name`',
      cause: new Error('inner'),
    });

    expect(errorReport(error)).toEqual(['error: a.yaml:3:1: `name` is missing', 'line 3', '  = help: add `name`']);
    expect(error).toMatchObject({ location: 'a.yaml:3:1', help: 'add `name`', cause: { message: 'inner' } });
  });

  it('is the diagnostics of a definition as they are', () => {
    const position = { line: 1, column: 1, offset: 0 };
    const span = { file: 'a.asl.yaml', start: position, end: position };
    const error = new DiagnosticsError([{ severity: 'error', ruleId: 'wrong-type', message: 'no object', span }]);

    expect(errorReport(error)).toEqual(['a.asl.yaml:1:1: error: no object [wrong-type]']);
  });

  it.each([RangeError, SyntaxError, TypeError, Error])('is the stack of a %p, and that it is a defect', (Kind) => {
    const [first, second, ...others] = errorReport(new Kind('boom'));

    expect(first).toBe(`error: ${Kind.name}: boom`);
    expect(second).toMatch(/^ +at .*error-report\.test\.ts:\d+:\d+/);
    expect(others.at(-1)).toBe(notice);
  });

  it('is the stacks of the causes too, also if they go round in a circle', () => {
    const inner = new Error('inner');
    const outer = new Error('outer', { cause: inner });
    inner.cause = outer;

    const lines = errorReport(outer);

    expect(lines.filter((line) => !line.startsWith(' ')).slice(0, 2)).toEqual([
      'error: Error: outer',
      'caused by: Error: inner',
    ]);
    expect(lines.filter((line) => line.startsWith('caused by')).length).toBeLessThan(10);
  });

  it('keeps a message with line breaks on one line: it does not look like lines of ours', () => {
    expect(errorReport(new Error('a\nerror: forged')).slice(0, 1)).toEqual(['error: Error: a\nerror: forged']);
    expect(errorReport('thrown text')).toEqual(['error: thrown text', notice]);
  });
});
