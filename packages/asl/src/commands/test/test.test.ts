import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callAsl } from '../tests/call-asl-fixture';

const command = join(__dirname, '..', '..', '..', 'asl.js');
const definition = `StartAt: Greet
States:
  Greet:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: { FunctionName: greet }
    TimeoutSeconds: 5
    Catch:
      - ErrorEquals: [Shy]
        Next: Silent
    Next: Done
  Done: { Type: Succeed }
  Silent: { Type: Succeed }
`;
const right = `mocks: { Greet: { return: { n: 1 } } }
cases:
  - name: greets
    expect: { output: { n: 1 }, path: [Greet, Done] }
`;
const wrong = `${right}  - name: greets <otherwise>
    expect:
      output: { n: 2 }
      path: [Greet, Silent, Done]
`;

describe('asl test', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'asl-test-'));
    writeFileSync(join(folder, 'hello.asl.yaml'), definition);
    writeFileSync(join(folder, 'hello.cases.yaml'), right);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const env: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };

  async function asl(...given: string[]) {
    const { status, stdout, stderr } = await callAsl(folder, ['test', ...given]);
    return { status, stdout: stdout.replace(/\(\d+\.\d s\)/, '(time)'), stderr };
  }

  it('ends with status 0 when all cases hold, and counts what they reach', async () => {
    expect(await asl('.')).toEqual({
      status: 0,
      stdout: `✓ hello.cases.yaml: 1 of 1 case passed
  covered: states 2/3, transitions 1/2, catchers 0/1, choice rules 0/0, retriers 0/0

the case passed (time)
`,
      stderr: '',
    });
  });

  it('ends with status 1 when a case does not hold, and shows what differs at its line', async () => {
    writeFileSync(join(folder, 'hello.cases.yaml'), wrong);
    expect(await asl('hello.asl.yaml')).toEqual({
      status: 1,
      stdout: `✗ greets <otherwise>
    hello.cases.yaml:7:20
    output.n: expected 2, was 1
    hello.cases.yaml:8:21
    path: the execution went another way (- expected, + taken)
          Greet
        - Silent
          Done

✗ hello.cases.yaml: 1 of 2 cases passed
  covered: states 2/3, transitions 1/2, catchers 0/1, choice rules 0/0, retriers 0/0

1 of 2 cases failed (time)
`,
      stderr: '',
    });
  });

  it('lists what is not covered, and where injected errors land', async () => {
    const { stdout } = await asl('.', '--coverage', '--inject');
    expect(stdout).toContain(`  not covered:
    hello.asl.yaml:9 catcher 1 of \`Greet\` (Shy) → \`Silent\`
        let \`Greet\` throw \`Shy\`: \`Greet: { throw: { error: Shy } }\`
    hello.asl.yaml:13 state \`Silent\`
        from \`Greet\`: let \`Greet\` throw \`Shy\`: \`Greet: { throw: { error: Shy } }\`
`);
    expect(stdout).toContain(`  where injected errors end:
    Greet (case: greets)
      once or at every call: Silent → SUCCEEDED
          Shy
      once or at every call: nothing → FAILED with that error
          States.TaskFailed, States.Timeout
`);
  });

  it('prints JSON, the same at every run, and writes JUnit XML', async () => {
    writeFileSync(join(folder, 'hello.cases.yaml'), wrong);
    const first = await asl('.', '--json', '--inject', '--junit', 'reports/cases.xml');
    // Another process, which users start, prints the same.
    const started = spawnSync(process.execPath, [command, 'test', '.', '--json', '--inject'], {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
    expect(started).toMatchObject({ status: 1, stdout: first.stdout, stderr: '' });
    const { cases, passed, failed, files } = JSON.parse(first.stdout);
    expect({ cases, passed, failed }).toEqual({ cases: 2, passed: 1, failed: 1 });
    expect(files[0].cases[1]).toMatchObject({
      name: 'greets <otherwise>',
      line: 5,
      result: 'failed',
      path: ['Greet', 'Done'],
    });
    expect(files[0].coverage.uncovered).toHaveLength(2);
    expect(files[0].injected.injections).toHaveLength(3);
    const xml = readFileSync(join(folder, 'reports', 'cases.xml'), 'utf8');
    expect(xml).toContain('<testsuites name="asl test" tests="2" failures="1" errors="0" skipped="0"');
    expect(xml).toMatch(
      /<testcase name="greets &lt;otherwise&gt;" classname="hello.asl.yaml" file="hello.cases.yaml" line="5"/,
    );
    expect(xml).toContain('<failure message="output.n: expected 2, was 1">hello.cases.yaml:7:20</failure>');
  });

  it('ends with status 2 where cases cannot be run', async () => {
    writeFileSync(join(folder, 'hello.cases.yaml'), 'casses: []\n');
    expect(await asl('.')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('hello.cases.yaml:1:1: error: `casses` is not a key of this object'),
    });
    rmSync(join(folder, 'hello.cases.yaml'));
    expect((await asl('.')).stderr).toBe(
      'error: . holds no cases: no file ends in .cases.yaml, .cases.yml or .cases.json\n',
    );
    expect((await asl('hello.asl.yaml')).stderr).toBe('error: hello.asl.yaml has no cases: create hello.cases.yaml\n');
    expect(await asl('absent.cases.yaml')).toMatchObject({
      status: 2,
      stderr: 'error: absent.cases.yaml does not exist\n',
    });
  });

  it('runs no case of a definition with what asl.config.yaml calls an error', async () => {
    writeFileSync(join(folder, 'asl.config.yaml'), 'rules: { task-without-timeout: error, shadowed-handler: error }\n');
    expect((await asl('.')).status).toBe(0);
    writeFileSync(join(folder, 'hello.asl.yaml'), definition.replace('[Shy]', '[Shy, Shy]'));
    expect(await asl('.')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('hello.asl.yaml:9:28: error: this catcher never handles `Shy`'),
    });
    writeFileSync(join(folder, 'asl.config.yaml'), 'rules: { shadowed-handler: off }\n');
    expect((await asl('.')).status).toBe(0);
  });

  it('names definitions without cases', async () => {
    writeFileSync(join(folder, 'other.asl.yaml'), definition);
    expect((await asl('.')).stdout).toContain('other.asl.yaml: no cases file\n');
  });

  it('runs again when a file has changed', async () => {
    const child = spawn(process.execPath, [command, 'test', '.', '--watch'], { cwd: folder, env });
    try {
      await output(child, 'waiting for changes');
      writeFileSync(join(folder, 'hello.cases.yaml'), wrong);
      expect(await output(child, 'waiting for changes')).toContain('1 of 2 cases failed');
      writeFileSync(join(folder, 'hello.asl.yaml'), 'StartAt: Nowhere\n');
      expect(await output(child, 'waiting for changes')).toContain('hello.asl.yaml:1:');
      writeFileSync(join(folder, 'hello.asl.yaml'), definition);
      expect(await output(child, 'waiting for changes')).toContain('1 of 2 cases failed');
    } finally {
      child.kill();
    }
  });
});

/** What a process prints until it has printed this. */
function output(child: ChildProcess, until: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      if (!text.includes(until)) return;
      child.stdout?.off('data', read);
      resolve(text);
    };
    child.stdout?.on('data', read);
  });
}
