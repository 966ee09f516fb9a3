import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawGraphs, type GraphSettings } from './draw-graphs';

const folder = mkdtempSync(join(tmpdir(), 'asl-graph-'));
const settings: GraphSettings = {
  ...{ format: 'svg', theme: 'light', direction: 'down' },
  ...{ open: undefined, catch: undefined },
};
const [hello, other, broken] = ['hello', 'other', 'broken'].map((name) => join(folder, `${name}.asl.yaml`)) as [
  string,
  string,
  string,
];

beforeAll(() => {
  writeFileSync(hello, 'StartAt: A\nStates: { A: { Type: Pass, Next: B }, B: { Type: Succeed } }\n');
  writeFileSync(other, 'StartAt: A\nStates: { A: { Type: Succeed } }\n');
  writeFileSync(broken, 'StartAt: A\nStates: { A: { Type: Pass, Next: Nowhere } }\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function drawn(paths: readonly string[], more: Partial<GraphSettings> = {}) {
  const printed: string[] = [];
  const status = drawGraphs(paths, { ...settings, ...more }, (text) => printed.push(text));
  return { status, printed: printed.join('') };
}

it('prints one picture, as SVG or for Mermaid', () => {
  expect(drawn([hello]).printed).toMatch(/^<svg [\s\S]*<title id="title">hello<\/title>[\s\S]*<\/svg>\n$/);
  expect(drawn([hello], { format: 'mermaid' }).printed).toContain('flowchart TD\n');
});

it('writes several into a folder that it makes, and says so', () => {
  const output = join(folder, 'pictures');
  expect(drawn([hello, other], { output })).toEqual({
    status: 0,
    printed: `${join(output, 'hello.svg')}\n${join(output, 'other.svg')}\n`,
  });
  expect(existsSync(join(output, 'other.svg'))).toBe(true);
});

it('wants a folder for several', () => {
  expect(() => drawn([hello, other])).toThrow(/^2 definitions need a folder: /);
});

it('marks the way of an execution, and names what is no history', () => {
  const history = join(folder, 'history.json');
  const events = [1, 2].map((id) => ({
    id,
    previousEventId: id - 1,
    ...(id === 1
      ? { type: 'ExecutionStarted' }
      : { type: 'PassStateEntered', stateEnteredEventDetails: { name: 'A' } }),
  }));
  const marked = (text: string) => {
    writeFileSync(history, text);
    return drawn([hello], { execution: history }).printed.match(/class="outline/g)?.length;
  };

  expect(marked(JSON.stringify({ events }, null, 2))).toBe(1);
  expect(marked(JSON.stringify({ events: [...events].reverse() }))).toBe(1);
  expect(marked(JSON.stringify(events))).toBe(1);
  expect(marked(events.map((event) => `${JSON.stringify(event)}\n`).join(''))).toBe(1);
  expect(marked(JSON.stringify(events[1]))).toBe(1);
  expect(() => drawn([hello], { execution: hello })).toThrow(`${hello} is not an execution history`);
  expect(() => marked('{"events":[]}')).toThrow(`${history} is not an execution history`);
  expect(() => marked(JSON.stringify({ events, nextToken: 'x' }))).toThrow('is one page of a longer history');
  expect(() => drawn([hello], { execution: history, format: 'mermaid' })).toThrow('--execution requires SVG or HTML');
});

it('draws what is asked for of the states that are there', () => {
  const file = join(folder, 'nested.asl.yaml');
  writeFileSync(
    file,
    `StartAt: Each
States:
  Each:
    Type: Map
    ItemProcessor: { StartAt: Inner, States: { Inner: { Type: Pass, End: true } } }
    Catch: [{ ErrorEquals: [States.ALL], Next: Broken }]
    End: true
  Broken: { Type: Fail }
`,
  );
  const names = (more: Partial<GraphSettings>) =>
    [...drawn([file], more).printed.matchAll(/"text name"[^>]*>(\w+)/g)].map(([, name]) => name);

  expect(names({})).toEqual(['Each']);
  expect(names({ open: 'all', catch: 'all' })).toEqual(['Each', 'Inner', 'Broken']);
  expect(names({ open: ['Each'] })).toEqual(['Each', 'Inner']);
  expect(names({ catch: ['Each'] })).toEqual(['Each', 'Broken']);
  expect(() => names({ open: ['Eahc'] })).toThrow('--open: nested has no state Eahc');
});

it('draws a page in one file, whose policy allows its own script and style alone', () => {
  const file = join(folder, 'page.asl.yaml');
  writeFileSync(file, "Comment: '</script><script>alert(1)</script>'\nStartAt: A\nStates: { A: { Type: Succeed } }\n");
  const { printed } = drawn([file], { format: 'html' });
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [style = ''] = /(?<=<style>)[\s\S]*?(?=<\/style>)/.exec(printed) ?? [];
  const scripts = [...printed.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];

  expect(scripts.map(([, attributes]) => attributes)).toEqual([' type="application/json" id="data"', '']);
  expect(printed).toContain(
    `content="default-src 'none'; script-src ${hash(scripts[1]?.[2] ?? '')}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'"`,
  );
  expect(printed).toContain('<p>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  expect(JSON.parse(scripts[0]?.[2] ?? '').graph.comment).toBe('</script><script>alert(1)</script>');
  expect(printed.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|src=|href=|@import|url\(/);
});

it('paints what differs from an older version', () => {
  const before = join(folder, 'before.asl.yaml');
  writeFileSync(
    before,
    'StartAt: A\nStates: { A: { Type: Pass, Next: C }, C: { Type: Pass, Next: B }, B: { Type: Succeed } }\n',
  );
  const { printed } = drawn([hello], { diff: before });
  expect([...printed.matchAll(/"badge \w+-text"[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([
    '~ changed: Next',
    '− removed',
    '− removed: dashed',
    '~ changed: dotted',
  ]);
  expect(drawn([hello], { diff: hello }).printed).toContain('No state differs.');
  expect(() => drawn([hello, other], { diff: before })).toThrow('--diff is of one definition, not of 2');
});

it('has the errors that asl.config.yaml and comments leave', () => {
  const app = join(folder, 'app');
  const file = join(app, 'a.asl.yaml');
  const task = "  A: { Type: Task, Resource: '${F}', End: true }\n";
  mkdirSync(app);
  writeFileSync(file, `StartAt: A\nStates:\n${task}`);
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const printed = () =>
    written.mock.calls
      .splice(0)
      .map(([text]) => String(text))
      .join('');

  expect(drawn([file]).status).toBe(0);
  writeFileSync(join(app, 'asl.config.yaml'), 'rules: { task-without-timeout: error }\n');
  expect(drawn([file])).toEqual({ status: 1, printed: '' });
  expect(printed()).toContain('error: 1 Task has no');
  writeFileSync(file, `StartAt: A\nStates:\n  # asl-ignore task-without-timeout: a demonstration\n${task}`);
  expect(drawn([file]).status).toBe(0);
  writeFileSync(join(app, 'asl.config.yaml'), 'rule: {}\n');
  expect(drawn([file]).status).toBe(1);
  expect(printed()).toContain('`rule` is not a setting');
  written.mockRestore();
});

it('draws nothing of a definition with errors, says which, and ends with 1', () => {
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(drawn([broken])).toEqual({ status: 1, printed: '' });
  expect(String(written.mock.calls[0]?.[0])).toContain('`Next` names `Nowhere`');
  written.mockRestore();
  expect(readFileSync(broken, 'utf8')).toContain('Nowhere');
});
