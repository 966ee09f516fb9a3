import { join } from 'node:path';
import { deriveRoleLock, formatRoleLock } from '../../language/iam';
import { loadDefinition } from '../../language/load';
import type { ExecutionView, StateDetail } from '../model';
import { NotFoundError } from '../pages';
import { ExecutionNotFoundError } from '../sources';
import type { DefinitionCost } from './definition-files';
import type { DefinitionGraph } from './definition-graph';
import type { DefinitionRole } from './definition-role';
import type { DefinitionRow } from './definition-rows';
import type { DefinitionView } from './definition-view';
import { definition, OpenedPages } from './tests/opened-pages';

let opened: OpenedPages;
let file: string;

beforeEach(() => {
  opened = new OpenedPages();
  ({ file } = opened);
});
afterEach(() => opened.close());

describe('a definition', () => {
  it('is listed with its verdict, its cases and the states that they cover', async () => {
    await opened.viewed();
    const { rows } = await opened.get<{ rows: DefinitionRow[] }>('definitions');
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
    expect(opened.published).toEqual(['definitions']);
  });

  it('has its states with their lines, and what no case reaches', async () => {
    const { outline, overlays, uncovered } = await opened.viewed();
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
    await opened.viewed();
    opened.save(definition.replace('Next: Done', 'Next: Dome'));
    expect(opened.published).toContain('definitions');
    const { findings, isDrawn, outline, cases: counts } = await opened.viewed();
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
    const { lines } = await opened.get<{ lines: [string, string, number?][][] }>('definition/text', { file });
    expect(lines[14]).toContainEqual(['string', 'Dome', 0]);
  });

  it('stays as it was drawn while its text does not parse, under the line of the mistake', async () => {
    await opened.viewed();
    opened.save(`${definition}  Late: { Type: Pass\n`);
    const view = await opened.viewed();
    expect(view).toMatchObject({ isDrawn: false, banner: { line: expect.any(Number), message: expect.any(String) } });
    expect(view.outline).toHaveLength(4);
    const { graph } = await opened.get<DefinitionGraph>('definition/graph', { file, errors: 'all' });
    expect(graph.nodes.map(({ id }) => id)).toEqual(['Greet', 'Rest', 'Done', 'Silent']);
    await expect(opened.act('definitions/run', { file })).rejects.toThrow(/hello\.asl\.yaml:\d+: /);
  });

  it('is compared with another file: what differs is painted', async () => {
    const other = join(opened.folder, 'other.asl.yaml');
    opened.save(
      definition
        .replace('Seconds: 60, Next', 'Seconds: 30, Next')
        .replace('  Silent: { Type: Succeed }\n', '')
        .replace('Next: Silent', 'Next: Done'),
      'other.asl.yaml',
    );
    const { verdict, rows } = await opened.get<{ verdict: string; rows: { subject: string; path?: string }[] }>(
      'definition/diff',
      {
        file,
        against: other,
      },
    );
    expect(verdict).toContain('1 added');
    expect(rows.find(({ subject }) => subject === 'Rest')).toMatchObject({ path: 'Rest' });
    const { overlays } = await opened.get<DefinitionGraph>('definition/graph', { file, against: other });
    expect(overlays.diff?.states.map(({ path, change }) => `${change} ${path}`).sort()).toEqual([
      'added Silent',
      'changed Greet',
      'changed Rest',
    ]);
  });

  it('has the role that asl iam derives, and what one state needs of it', async () => {
    const role = await opened.get<DefinitionRole>('definition/role', { file });
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:greet';
    expect(role).toEqual({
      statements: [
        {
          sid: 'LambdaInvokeFunction',
          allow: ['lambda:InvokeFunction'],
          on: [arn, `${arn}:*`],
          because: ['Greet calls lambda:invoke'],
        },
      ],
      unknown: [],
      command: `npx asl iam ${file}`,
      policy: expect.stringContaining('"Version": "2012-10-17"'),
    });
    const rest = await opened.get<DefinitionRole>('definition/role', { file, path: 'Rest' });
    expect(rest.statements).toEqual([]);
    await expect(opened.get('definition/role', { file, path: 'None' })).rejects.toThrow(NotFoundError);
  });

  it('names the placeholders that leave its role open', async () => {
    opened.save(
      definition
        .replace('FunctionName: greet', "FunctionName: '${Greeter}'")
        .replace('Rest: { Type: Wait, Seconds: 60,', "Rest: { Type: Task, Resource: '${Approval}', TimeoutSeconds: 5,"),
    );
    const { command, unknown } = await opened.get<DefinitionRole>('definition/role', { file });
    expect(command).toBe(`npx asl iam ${file} --set Greeter=arn:… --set Approval=arn:…`);
    expect(unknown).toEqual(['state Rest calls `${Approval}`, and it is unknown what that is']);
  });

  it('has the difference of its role from the lock in words', async () => {
    const lock = formatRoleLock(deriveRoleLock(loadDefinition(file).definition!), file);
    opened.save(lock, 'hello.role.yaml');
    const lockOf = async () => (await opened.get<DefinitionRole>('definition/role', { file })).lock;
    expect(await lockOf()).toMatchObject({ file: join(opened.folder, 'hello.role.yaml'), changes: [] });
    opened.save(definition.replace('FunctionName: greet', 'FunctionName: wave'));
    expect(await lockOf()).toMatchObject({
      changes: [
        expect.stringMatching(/^gains lambda:InvokeFunction on .*wave.*, because Greet calls lambda:invoke$/),
        expect.stringMatching(/^loses lambda:InvokeFunction on .*greet/),
      ],
      help: 'if the change is wanted, renew the lock: asl iam hello --lock --update',
    });
  });

  it('has the prices of its paths, and the part of each state', async () => {
    const { cost } = await opened.get<{ cost: DefinitionCost }>('definition/cost', { file });
    expect(cost).toMatchObject({ type: 'STANDARD', region: 'us-east-1' });
    expect(cost.paths.map(({ title, example }) => [title, example])).toEqual([['Done', 'greets']]);
    expect(Object.fromEntries(cost.paths[0]?.figures ?? [])).toMatchObject({ states: '3', billed: '4' });
    expect(Object.keys(cost.states)).toEqual(['Greet', 'Rest', 'Done']);
    expect(Object.fromEntries(cost.states['Rest']?.figures ?? [])).toMatchObject({
      billed: '1',
      'together $': '0.0250',
    });
    opened.withoutCases();
    expect(await opened.get('definition/cost', { file })).toEqual({});
  });

  it('is not read outside of the project', async () => {
    await expect(opened.get('definition/text', { file: '/etc/passwd' })).rejects.toThrow(NotFoundError);
    await expect(opened.get('definition/diff', { file, against: '/etc/passwd' })).rejects.toThrow();
  });
});

describe('a run', () => {
  it('takes the input and the mocks of a person', async () => {
    const { run } = await opened.act<{ run: { id: string; status: string } }>('definitions/run', {
      file,
      input: '{"name": "Grace"}',
      mocks: 'Greet: { throw: { error: Odd } }',
    });
    expect(run).toMatchObject({ id: 'run-with-mocks-1', status: 'SUCCEEDED', machine: 'hello' });
    expect(((await opened.viewed()) as DefinitionView & { runs: object[] }).runs).toHaveLength(1);
  });

  it('is read as any execution is', async () => {
    const { run } = await opened.act<{ run: { id: string } }>('definitions/run', { file, caseName: 'greets' });
    const view = await opened.get<ExecutionView>('execution', { machine: 'hello', name: run.id });
    expect(view).toMatchObject({ status: 'SUCCEEDED', machine: 'hello', asOf: view.startedAt + 60_000 });
    expect(view.states.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'Greet succeeded',
      'Rest succeeded',
      'Done succeeded',
      'Silent notReached',
    ]);
    const detail = await opened.get<StateDetail>('execution/state', { arn: run.id, path: 'Done' });
    expect(JSON.parse(detail.output?.text ?? '')).toBe('Hello');
    await expect(opened.get('execution', { machine: 'hello', name: 'run-99' })).rejects.toThrow(ExecutionNotFoundError);
  });

  it.each([
    [{ input: '{"name": ' }, /input\.json:1: /],
    [{ mocks: 'Greet: { returns: 1 }' }, /mocks:1: .*returns/],
    [{ caseName: 'waves' }, /there is no case `waves`/],
  ])('reports the mistake in %j', async (given, message) => {
    await expect(opened.act('definitions/run', { file, ...given })).rejects.toThrow(message);
  });

  it('reports a Task without a mock', async () => {
    opened.withoutCases();
    await expect(opened.act('definitions/run', { file })).rejects.toThrow('`Greet` calls, and no mock answers it');
  });
});

describe('TestState', () => {
  it('tests one state with a mock, and starts from a case that enters it', async () => {
    await opened.viewed();
    const { example } = await opened.get<{ example: { input: string; result: string } }>('definition/example', {
      file,
      path: 'Greet',
    });
    expect(example).toMatchObject({ caseName: 'greets', variables: '{}' });
    expect(JSON.parse(example.input)).toEqual({ name: 'Ada' });
    expect(JSON.parse(example.result)).toEqual({ Payload: { text: 'Hello' } });
    const tested = await opened.act<{ status: string; nextState: string; inspectionData: { variables: string } }>(
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
    expect(await opened.act('definitions/test-state', test)).toMatchObject({ status: 'RETRIABLE', error: 'Busy' });
    expect(await opened.act('definitions/test-state', { ...test, retryCount: 2 })).toMatchObject({
      status: 'CAUGHT_ERROR',
      nextState: 'Silent',
    });
  });

  it('reports what AWS rejects', async () => {
    await expect(opened.act('definitions/test-state', { file, path: 'Greet' })).rejects.toThrow(
      /^ValidationException: /,
    );
  });
});
