import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionFiles } from '../../commands/ui/definition-files';
import type { Json } from '../../language/definition';
import type { ExecutionView, StateDetail } from '../model';
import { NotFoundError, type UiPages } from '../pages';
import type { DebugView } from './debugger/debug-session';
import type { DefinitionGraph } from './definition-graph';
import { definitionPages } from './definition-pages';
import type { DefinitionRow } from './definition-rows';
import type { DefinitionView } from './definition-view';

const definition = `QueryLanguage: JSONata
StartAt: Greet
States:
  Greet:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments: { FunctionName: greet, Payload: '{% $states.input %}' }
    TimeoutSeconds: 5
    Retry:
      - { ErrorEquals: [Busy], IntervalSeconds: 10, MaxAttempts: 2, JitterStrategy: FULL, MaxDelaySeconds: 60 }
    Catch:
      - { ErrorEquals: [States.ALL], Next: Silent }
    Assign: { text: '{% $states.result.Payload.text %}' }
    Next: Rest
  Rest: { Type: Wait, Seconds: 60, Next: Done }
  Done: { Type: Pass, Output: '{% $text %}', End: true }
  Silent: { Type: Succeed }
`;
const cases = `mocks: { Greet: { return: { Payload: { text: Hello } } } }
cases:
  - name: greets
    input: { name: Ada }
    expect: { output: Hello }
`;

let folder: string;
let file: string;
let pages: UiPages;
let end: () => void;
let published: string[];
let changed: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asl-pages-'));
  file = join(folder, 'hello.asl.yaml');
  writeFileSync(file, definition);
  writeFileSync(join(folder, 'hello.cases.yaml'), cases);
  const project = definitionFiles([folder]);
  pages = definitionPages({
    ...project,
    // Saves are reported by the tests: they do not wait for the file system.
    watch: (onChange) => {
      changed = onChange;
      return () => undefined;
    },
  });
  published = [];
  end = pages.watch?.({ publish: (topic) => void published.push(topic), isWatched: () => true }) ?? (() => undefined);
});
afterEach(() => {
  end();
  rmSync(folder, { recursive: true, force: true });
});

async function get<Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const route = pages.routes.find((each) => each.path === path);
  if (route === undefined) throw new Error(`there is no route ${path}`);
  const answer = await route.answer(new URLSearchParams(query), new AbortController().signal);
  return JSON.parse(JSON.stringify(answer)) as Answer;
}

async function act<Done>(name: string, input: Json): Promise<Done> {
  const found = pages.acts?.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no act ${name}`);
  return (await found.run(found.check(input))) as Done;
}

function save(text: string): void {
  writeFileSync(file, text);
  changed();
}

/** The definition once its cases have been run. */
async function viewed(): Promise<DefinitionView> {
  for (let turn = 0; turn < 500; turn++) {
    const view = await get<DefinitionView>('definition', { file });
    if (view.cases.kind !== 'running') return view;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('the cases have not ended');
}

describe('a definition', () => {
  it('is listed with its verdict, its cases and the states that they cover', async () => {
    await viewed();
    const { rows } = await get<{ rows: DefinitionRow[] }>('definitions');
    expect(rows).toEqual([
      {
        file,
        name: 'hello',
        savedAt: expect.any(Number),
        errors: 0,
        warnings: 0,
        states: 4,
        cases: { kind: 'done', passed: 1, total: 1, coveredStates: { covered: 3, total: 4 } },
      },
    ]);
    expect(published).toEqual(['definitions']);
  });

  it('has its states with their lines, and what no case reaches', async () => {
    const { outline, overlays, uncovered } = await viewed();
    expect(outline.map(({ path, line, endLine, cases: count }) => [path, line, endLine, count])).toEqual([
      ['Greet', 4, 14, 1],
      ['Rest', 15, 15, 1],
      ['Done', 16, 16, 1],
      ['Silent', 17, 17, 0],
    ]);
    expect(overlays.coverage?.map(({ path, covered }) => [path, covered])).toEqual([
      ['Greet', 'part'],
      ['Silent', 'none'],
    ]);
    expect(uncovered.find(({ path }) => path === 'Silent')?.hint).toContain('let `Greet` throw');
  });

  it('shows a mistake on its state after the next save, and at its place in the text', async () => {
    await viewed();
    save(definition.replace('Next: Done', 'Next: Dome'));
    expect(published).toContain('definitions');
    const { findings, isDrawn, outline, cases: counts } = await viewed();
    expect(isDrawn).toBe(true);
    expect(findings[0]).toEqual({
      path: 'Rest',
      severity: 'error',
      ruleId: 'unknown-next-state',
      message: '`Next` names `Dome`, which is not a state of this scope',
      help: 'did you mean `Done`?',
      line: 15,
      column: 42,
      endLine: 15,
      endColumn: 46,
    });
    expect(outline.find(({ path }) => path === 'Rest')).toMatchObject({ errors: 1 });
    expect(counts).toMatchObject({ kind: 'blocked', problem: expect.stringContaining('hello.asl.yaml:15') });
    const { lines } = await get<{ lines: [string, string, number?][][] }>('definition/text', { file });
    expect(lines[14]).toContainEqual(['string', 'Dome', 0]);
  });

  it('stays as it was drawn while its text does not parse, under the line of the mistake', async () => {
    await viewed();
    save(`${definition}  Late: { Type: Pass\n`);
    const view = await viewed();
    expect(view).toMatchObject({ isDrawn: false, banner: { line: expect.any(Number), message: expect.any(String) } });
    expect(view.outline).toHaveLength(4);
    const { graph } = await get<DefinitionGraph>('definition/graph', { file, errors: 'all' });
    expect(graph.nodes.map(({ id }) => id)).toEqual(['Greet', 'Rest', 'Done', 'Silent']);
    await expect(act('definitions/run', { file })).rejects.toThrow(/hello\.asl\.yaml:\d+: /);
  });

  it('is compared with another file: what differs is painted', async () => {
    const other = join(folder, 'other.asl.yaml');
    writeFileSync(
      other,
      definition
        .replace('Seconds: 60, Next', 'Seconds: 30, Next')
        .replace('  Silent: { Type: Succeed }\n', '')
        .replace('Next: Silent', 'Next: Done'),
    );
    changed();
    const { verdict, rows } = await get<{ verdict: string; rows: { subject: string; path?: string }[] }>(
      'definition/diff',
      {
        file,
        against: other,
      },
    );
    expect(verdict).toContain('1 added');
    expect(rows.find(({ subject }) => subject === 'Rest')).toMatchObject({ path: 'Rest' });
    const { overlays } = await get<DefinitionGraph>('definition/graph', { file, against: other });
    expect(overlays.diff?.states.map(({ path, change }) => `${change} ${path}`).sort()).toEqual([
      'added Silent',
      'changed Greet',
      'changed Rest',
    ]);
  });

  it('is not read outside of the project', async () => {
    await expect(get('definition/text', { file: '/etc/passwd' })).rejects.toThrow(NotFoundError);
    await expect(get('definition/diff', { file, against: '/etc/passwd' })).rejects.toThrow();
  });
});

describe('a run', () => {
  it('takes the input and the mocks of a person', async () => {
    const { run } = await act<{ run: { id: string; status: string } }>('definitions/run', {
      file,
      input: '{"name": "Grace"}',
      mocks: 'Greet: { throw: { error: Odd } }',
    });
    expect(run).toMatchObject({ id: 'run-1', status: 'SUCCEEDED', machine: 'hello' });
    expect(((await viewed()) as DefinitionView & { runs: object[] }).runs).toHaveLength(1);
  });

  it('is read as any execution is', async () => {
    const { run } = await act<{ run: { id: string } }>('definitions/run', { file, caseName: 'greets' });
    const view = await get<ExecutionView>('run', { arn: run.id });
    expect(view).toMatchObject({ status: 'SUCCEEDED', machine: 'hello', asOf: view.startedAt + 60_000 });
    expect(view.states.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'Greet succeeded',
      'Rest succeeded',
      'Done succeeded',
      'Silent notReached',
    ]);
    const detail = await get<StateDetail>('run/state', { arn: run.id, path: 'Done' });
    expect(JSON.parse(detail.output?.text ?? '')).toBe('Hello');
    await expect(get('run', { arn: 'run-99' })).rejects.toThrow(NotFoundError);
  });

  it.each([
    [{ input: '{"name": ' }, /input\.json:1: /],
    [{ mocks: 'Greet: { returns: 1 }' }, /mocks:1: .*returns/],
    [{ caseName: 'waves' }, /there is no case `waves`/],
  ])('reports the mistake in %j', async (given, message) => {
    await expect(act('definitions/run', { file, ...given })).rejects.toThrow(message);
  });

  it('reports a Task without a mock', async () => {
    rmSync(join(folder, 'hello.cases.yaml'));
    changed();
    await expect(act('definitions/run', { file })).rejects.toThrow('`Greet` calls, and no mock answers it');
  });
});

describe('TestState', () => {
  it('tests one state with a mock, and starts from a case that enters it', async () => {
    await viewed();
    const { example } = await get<{ example: { input: string; result: string } }>('definition/example', {
      file,
      path: 'Greet',
    });
    expect(example).toMatchObject({ caseName: 'greets', variables: '{}' });
    expect(JSON.parse(example.input)).toEqual({ name: 'Ada' });
    expect(JSON.parse(example.result)).toEqual({ Payload: { text: 'Hello' } });
    const tested = await act<{ status: string; nextState: string; inspectionData: { variables: string } }>(
      'definitions/test-state',
      {
        file,
        path: 'Greet',
        input: '{"name": "Ada"}',
        result: '{"Payload": {"text": "Hi"}, "StatusCode": 200, "ExecutedVersion": "1", "SdkHttpMetadata": {}}',
      },
    );
    expect(tested).toMatchObject({ status: 'SUCCEEDED', nextState: 'Rest' });
    expect(JSON.parse(tested.inspectionData.variables)).toEqual({ text: 'Hi' });
  });

  it('tells a retry from a caught error', async () => {
    const test = { file, path: 'Greet', error: 'Busy', cause: 'too many' };
    expect(await act('definitions/test-state', test)).toMatchObject({ status: 'RETRIABLE', error: 'Busy' });
    expect(await act('definitions/test-state', { ...test, retryCount: 2 })).toMatchObject({
      status: 'CAUGHT_ERROR',
      nextState: 'Silent',
    });
  });

  it('reports what AWS rejects', async () => {
    await expect(act('definitions/test-state', { file, path: 'Greet' })).rejects.toThrow(/^ValidationException: /);
  });
});

describe('the debugger', () => {
  it('stops at a breakpoint, and takes another result', async () => {
    const started = await act<DebugView>('debug/start', {
      file,
      caseName: 'greets',
      breakpoints: ['Done'],
      onErrors: false,
    });
    expect(started).toMatchObject({
      id: 'debug-1',
      pause: { kind: 'beforeState', stateName: 'Greet', path: 'Greet', input: { name: 'Ada' }, reason: 'start' },
      elapsed: 0,
    });
    const resume = (pause: number, more: object = {}): Promise<DebugView> =>
      act('debug/resume', { id: started.id, pause, mode: 'continue', ...more });
    const stopped = await resume(1, { result: '{"Payload": {"text": "Good night"}}' });
    expect(stopped).toMatchObject({
      elapsed: 60_000,
      pause: { id: 2, stateName: 'Done', variables: { text: 'Good night' }, reason: 'breakpoint' },
    });
    await expect(resume(1)).rejects.toThrow('the execution has gone on in the meantime');
    const ended = await resume(2, { variables: '{"text": "Bye"}' });
    expect(ended).toMatchObject({ hasEnded: true });
    await expect(resume(2)).rejects.toThrow('the execution has ended');
    expect(published).toContain('debug');
  });

  it('asks for an answer, and ends when it is stopped', async () => {
    rmSync(join(folder, 'hello.cases.yaml'));
    changed();
    const { id } = await act<DebugView>('debug/start', { file, breakpoints: [], onErrors: true });
    const asked = await act<DebugView>('debug/resume', { id, pause: 1, mode: 'continue' });
    expect(asked).toMatchObject({ pause: { kind: 'afterCall', problem: '`Greet` calls, and no mock answers it' } });
    await expect(act('debug/resume', { id, pause: 2, mode: 'step' })).rejects.toThrow('`Greet` has no answer');
    const retried = await act<DebugView>('debug/resume', { id, pause: 2, mode: 'step', error: 'Busy' });
    expect(retried).toMatchObject({ pause: { kind: 'beforeState', stateName: 'Greet', attempt: 2 } });
    expect(retried.elapsed).toBeGreaterThan(0);
    expect(await act<DebugView>('debug/stop', { id })).toMatchObject({ hasEnded: true });
  });

  it('has few sessions at the same time', async () => {
    const start = (): Promise<DebugView> => act('debug/start', { file, breakpoints: [], onErrors: false });
    const [first] = [await start()];
    for (let count = 1; count < 10; count++) await start();
    await expect(start()).rejects.toThrow('there are 10 debuggers already');
    await act('debug/stop', { id: first?.id ?? '' });
    await start();
    await expect(get('debug', { id: first?.id ?? '' })).rejects.toThrow(NotFoundError);
  });
});
