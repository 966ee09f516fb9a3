import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPaint } from '../../language/terminal';
import type { DiffSettings } from './print-reports';
import { type DiffRequest, runDiff } from './run-diff';

const testdata = join(__dirname, 'testdata');
const none: DiffRequest = { old: undefined, new: undefined, git: undefined, plan: undefined };

async function diff(request: Partial<DiffRequest>, given: Partial<DiffSettings> = {}) {
  const printed: string[] = [];
  const status = await runDiff(
    { ...none, ...request },
    {
      format: 'text',
      all: false,
      prices: true,
      width: 110,
      paint: createPaint(false),
      print: (lines) => printed.push(...lines),
      printJson: (json) => printed.push(json),
      ...given,
    },
  );
  return { status, text: `${printed.join('\n')}\n` };
}

const folder = mkdtempSync(join(tmpdir(), 'asl-diff-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('asl diff of two files', () => {
  it.each(readdirSync(testdata))('describes %s', async (change) => {
    const [old, current] = ['old', 'new'].map((side) => join(testdata, change, side, 'orders.asl.yaml'));
    const { status, text } = await diff({ old, new: current });

    expect(text).toBe(readFileSync(join(testdata, change, 'output.txt'), 'utf8'));
    expect(status).toBe(1);
  });

  it('ends with 0 without changes, and runs no cases for that', async () => {
    const file = join(testdata, 'new-task', 'old', 'orders.asl.yaml');

    expect(await diff({ old: file, new: file })).toEqual({ status: 0, text: 'orders: no changes.\n' });
  });

  it('prints every change as JSON, with prices by case', async () => {
    const [old, current] = ['old', 'new'].map((side) => join(testdata, 'new-task', side, 'orders.asl.yaml'));
    const { text } = await diff({ old, new: current }, { format: 'json' });
    const [report] = JSON.parse(text);

    expect(report.changes).toContainEqual({
      state: 'StoreOrder',
      kind: 'added',
      path: ['States', 'StoreOrder', 'Next'],
      new: 'Announce',
      line: 14,
    });
    expect(report.states.added).toEqual([{ state: 'Announce', path: ['States', 'Announce'], line: 15 }]);
    expect(report.prices.paths.map((each: { caseName: string }) => each.caseName)).toEqual([
      'stores an order',
      'announces again after a failure',
    ]);
    expect(report.role.gained[0].because).toEqual(['Announce calls sns:publish']);
  });

  it('prints Markdown in a block that its texts cannot end', async () => {
    const [old, current] = ['old', 'new'].map((name) => join(folder, `${name}.asl.yaml`)) as [string, string];
    writeFileSync(old, 'StartAt: A\nStates: { A: { Type: Fail, Error: a } }\n');
    writeFileSync(current, 'StartAt: A\nStates: { A: { Type: Fail, Error: "```\\n@everyone" } }\n');
    const { text } = await diff({ old, new: current }, { format: 'markdown' });
    const lines = text.trimEnd().split('\n');

    expect(lines[0]).toBe('**new: 1 state: 0 added, 1 changed, 0 removed. The role stays.**');
    expect(lines[2]).toBe('````diff');
    expect(lines.slice(3).filter((line) => line.startsWith('```'))).toEqual(['````']);
  });

  it.each([
    ['a file that does not exist', { old: 'nowhere.asl.yaml', new: 'nowhere.asl.yaml' }, /does not exist/],
    ['one version', { old: 'x' }, /name two versions/],
    ['both --git and --plan', { git: 'HEAD', plan: 'plan.json' }, /exclude each other/],
    [
      'what is not a definition',
      { old: join(__dirname, '..', '..', '..', 'package.json'), new: 'x' },
      /has no `States`/,
    ],
  ])('refuses %s', async (_what, request, message) => {
    await expect(diff(request)).rejects.toThrow(message);
  });
});

describe('asl diff of commits', () => {
  const repository = join(folder, 'repository');
  const git = (...args: string[]) => {
    const result = spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
      cwd: repository,
    });
    expect(result.status).toBe(0);
  };
  const before = process.cwd();

  beforeAll(() => {
    mkdirSync(join(repository, 'definitions'), { recursive: true });
    git('init', '--quiet');
    cpSync(join(testdata, 'prompt-and-rules', 'old'), join(repository, 'definitions'), { recursive: true });
    cpSync(
      join(testdata, 'new-task', 'old', 'orders.cases.yaml'),
      join(repository, 'definitions', 'orders.cases.yaml'),
    );
    for (const name of ['broken.asl.yaml', 'badly-tested.cases.yaml'])
      writeFileSync(join(repository, 'definitions', name), 'a: [');
    writeFileSync(
      join(repository, 'definitions', 'badly-tested.asl.yaml'),
      'StartAt: A\nStates: { A: { Type: Succeed } }\n',
    );
    git('add', '.');
    git('commit', '--quiet', '-m', 'old');
    cpSync(join(testdata, 'prompt-and-rules', 'new'), join(repository, 'definitions'), { recursive: true });
    process.chdir(repository);
  });
  afterAll(() => process.chdir(before));

  it('compares the prompts and cases of the commit', async () => {
    const byName = await diff({ git: 'HEAD', old: 'orders' }, { prices: false, width: 200 });
    const bySpec = await diff(
      { old: 'HEAD:definitions/orders.asl.yaml', new: 'orders' },
      { prices: false, width: 200 },
    );

    expect(byName.status).toBe(1);
    expect(byName.text).toContain(
      'prompt orders/read-order.v1 → prompt orders/read-order.v2 (2 lines added, 1 removed)',
    );
    expect(bySpec).toEqual(byName);
  });

  it.each(['broken.asl.yaml', 'badly-tested.cases.yaml'])('names %s by its commit, not by its copy', async (file) => {
    const old = `HEAD:definitions/${file.replace('.cases', '.asl')}`;
    await expect(diff({ old, new: 'orders' })).rejects.toThrow(`HEAD:definitions/${file}:1:`);
  });

  it('reports a definition that the commit does not have as new', async () => {
    writeFileSync(
      join(repository, 'definitions', 'parcels.asl.yaml'),
      'StartAt: A\nStates: { A: { Type: Succeed } }\n',
    );
    const { text, status } = await diff({ git: 'HEAD', old: 'parcels' });

    expect({ text, status }).toEqual({ text: 'parcels: new, 1 state.\n', status: 1 });
  });

  it.each([
    ['an unknown commit', { git: 'nowhere', old: 'orders' }, 'there is no commit `nowhere` in this repository'],
    ['an option instead of a commit', { git: '--output=x', old: 'orders' }, 'there is no commit `--output=x`'],
    [
      'a file that the commit does not have',
      { old: 'HEAD:x.asl.yaml', new: 'orders' },
      'the commit HEAD has no file x.asl.yaml',
    ],
  ])('refuses %s', async (_what, request, message) => {
    await expect(diff(request)).rejects.toThrow(message);
  });
});

describe('asl diff of a plan', () => {
  const deployed = (version: number) => ({
    StartAt: 'A',
    States: {
      A: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: `arn:aws:lambda:us-east-1:123456789012:function:dev-read:${version}` },
        TimeoutSeconds: 30,
        End: true,
      },
    },
    QueryLanguage: 'JSONata',
  });
  const plan = (change: object) => {
    const file = join(folder, 'plan.json');
    const resource = { type: 'aws_sfn_state_machine', name: 'x', change: { actions: ['update'], ...change } };
    writeFileSync(file, JSON.stringify({ resource_changes: [{ type: 'aws_lambda_function', change: {} }, resource] }));
    return file;
  };
  const side = (definition?: object) => ({
    name: 'dev-read',
    role_arn: 'arn:aws:iam::1:role/a',
    ...(definition === undefined ? {} : { definition: JSON.stringify(definition) }),
  });
  const file = join(folder, 'read.asl.yaml');

  beforeAll(() => {
    const text = `QueryLanguage: JSONata
StartAt: A
States:
  A:
    Type: Task
    Resource: arn:\${Partition}:states:::lambda:invoke
    Arguments: { FunctionName: '\${ReadFunctionArn}', Qualifier: '\${Qualifier?}' }
    TimeoutSeconds: \${Seconds}
    End: true
`;
    writeFileSync(file, text);
  });

  it('ignores new versions of functions, and counts them', async () => {
    const { status, text } = await diff({ plan: plan({ before: side(deployed(3)), after: side(deployed(4)) }) });

    expect({ status, text }).toEqual({
      status: 0,
      text: 'dev-read: no changes.\n  ignored  1 function version, formatting\n',
    });
  });

  it('uses the file if the plan does not know the definition, with the deployed values of its placeholders', async () => {
    const unknown = plan({ before: side(deployed(3)), after: side(), after_unknown: { definition: true } });
    const same = await diff({ plan: unknown, old: file });
    writeFileSync(file, readFileSync(file, 'utf8').replace('    End: true', '    HeartbeatSeconds: 9\n    End: true'));
    const changed = await diff({ plan: unknown, old: file });

    expect(same.status).toBe(0);
    expect(changed.status).toBe(1);
    expect(changed.text).toContain('~ A          + HeartbeatSeconds 9  :9\n  under way');
  });

  it('warns of a replaced state machine and of another role', async () => {
    const both = { before: side(deployed(3)), after: { ...side(deployed(3)), role_arn: 'arn:aws:iam::1:role/b' } };
    const replaced = await diff({ plan: plan({ ...both, actions: ['delete', 'create'] }) });
    const otherRole = await diff({ plan: plan(both) });
    const deleted = await diff({ plan: plan({ before: side(deployed(3)), after: null, actions: ['delete'] }) });

    expect(replaced.text).toContain('! dev-read  the plan replaces the state machine');
    expect(otherRole.text).toContain('! dev-read  role arn:aws:iam::1:role/a → arn:aws:iam::1:role/b');
    expect(deleted.text).toContain('! dev-read  the state machine is deleted');
    expect([replaced.status, otherRole.status, deleted.status]).toEqual([1, 1, 1]);
  });

  it.each([
    ['a plan that is not JSON', 'terraform will perform', /is not the JSON of a plan/],
    ['JSON of something else', '{}', /has no `resource_changes`/],
    ['a plan without state machines', '{"resource_changes":[]}', /has no state machine/],
  ])('refuses %s', async (_what, text, message) => {
    writeFileSync(join(folder, 'other.json'), text);
    await expect(diff({ plan: join(folder, 'other.json') })).rejects.toThrow(message);
  });

  it('refuses an unknown definition without a file', async () => {
    const unknown = plan({
      before: side(deployed(3)),
      after: { ...side(), name: 'other' },
      after_unknown: { definition: true },
    });
    await expect(diff({ plan: unknown })).rejects.toThrow('does not know the definition of other yet');
  });
});
