import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunSettings, runDefinition } from './run-definition';

const command = join(__dirname, '..', '..', '..', 'asl.js');
const definition = `StartAt: Greet
States:
  Greet:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: { FunctionName: '\${GreetFunctionArn}', Payload.$: $ }
    TimeoutSeconds: 5
    Retry: [{ ErrorEquals: [Shy], IntervalSeconds: 60 }]
    ResultSelector: { said.$: $.Payload }
    Next: Both
  Both:
    Type: Parallel
    Branches:
      - { StartAt: Left, States: { Left: { Type: Pass, End: true } } }
      - { StartAt: Right, States: { Right: { Type: Wait, Seconds: 31536000, End: true } } }
    OutputPath: $[0]
    End: true
TimeoutSeconds: 40000000
`;
const cases = `substitutions: { GreetFunctionArn: greet }
mocks: { Greet: { return: { Payload: hello } } }
cases:
  - name: shy at first
    input: { name: Ada }
    mocks: { Greet: [{ throw: { error: Shy, cause: too loud } }, { return: { Payload: hi } }] }
  - name: shy for good
    mocks: { Greet: { throw: { error: Shy, cause: too loud } } }
`;

describe('asl run', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'asl-run-'));
    mkdirSync(join(folder, 'definitions'));
    writeFileSync(join(folder, 'definitions', 'hello.asl.yaml'), definition);
    writeFileSync(join(folder, 'definitions', 'hello.cases.yaml'), cases);
    writeFileSync(join(folder, 'bare.asl.yaml'), definition);
    writeFileSync(join(folder, 'input.json'), '{"name": "Grace"}');
    writeFileSync(
      join(folder, 'MockConfigFile.json'),
      JSON.stringify({
        StateMachines: { hello: { TestCases: { Happy: { Greet: 'Ok' }, Sad: { Greet: 'Bad' } } } },
        MockedResponses: { Ok: { 0: { Return: { Payload: 'ok' } } }, Bad: { 0: { Throw: { Error: 'Rude' } } } },
      }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The work without the process around it. */
  async function run(named: string, settings: Partial<RunSettings> = {}) {
    const out: string[] = [];
    const note: string[] = [];
    const before = process.cwd();
    process.chdir(folder);
    try {
      const print = { out: (text: string) => out.push(`${text}\n`), note: (text: string) => note.push(`${text}\n`) };
      const status = await runDefinition(named, { time: 'simulated', ...settings }, print);
      return { status, stdout: out.join(''), stderr: note.join('') };
    } catch (error) {
      return { status: 2, stdout: out.join(''), stderr: (error as Error).message };
    } finally {
      process.chdir(before);
    }
  }

  function asl(...given: string[]) {
    const env: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'run', ...given], {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
    return { status, stdout, stderr };
  }

  it('prints the path with its times and the result', () => {
    expect(asl('hello', '--case', 'shy at first')).toEqual({
      status: 0,
      stdout: `       0.000 s  Greet
       0.000 s    Greet Shy: too loud
      60.000 s  Both
      60.000 s    Left
      60.000 s    Right

SUCCEEDED after 31536060 s of simulated time: 4 states entered, 1 retry
{
  "said": "hi"
}
`,
      stderr: `mocks: ${join('definitions', 'hello.cases.yaml')}, shy at first\n`,
    });
  });

  it('prints a failure with state, error, cause and the line of the definition, and ends with status 1', async () => {
    const { status, stdout } = await run('hello', { caseName: 'shy for good' });
    expect(status).toBe(1);
    expect(stdout).toContain(`FAILED after 420 s of simulated time: 1 state entered, 3 retries
${join('definitions', 'hello.asl.yaml')}:3:3: error: the execution ended FAILED in \`Greet\`: Shy: too loud [execution-failed]
  |
3 |   Greet:
  |   ^^^^^
`);
  });

  it('prints JSON on stdout and the path on stderr', () => {
    const { status, stdout, stderr } = asl('definitions/hello.asl.yaml', '--case', 'shy for good', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'FAILED',
      error: 'Shy',
      cause: 'too loud',
      state: 'Greet',
      file: 'definitions/hello.asl.yaml',
      line: 3,
      path: ['Greet'],
      retries: 3,
    });
    expect(stderr).toContain('0.000 s  Greet\n');
  });

  it('takes its input from the command line or a file, and writes the history as the API has it', async () => {
    const { stdout } = await run('hello', { input: '{"name":"Bo"}', json: true });
    expect(JSON.parse(stdout).input).toEqual({ name: 'Bo' });
    await run('hello', { input: '@input.json', history: 'out/history.json' });
    const { events } = JSON.parse(readFileSync(join(folder, 'out', 'history.json'), 'utf8'));
    expect(events[0]).toEqual({
      timestamp: 1767225600,
      type: 'ExecutionStarted',
      id: 1,
      previousEventId: 0,
      executionStartedEventDetails: {
        input: '{"name":"Grace"}',
        inputDetails: { truncated: false },
        roleArn: 'arn:aws:iam::123456789012:role/hello',
      },
    });
    expect(events.at(-1).type).toBe('ExecutionSucceeded');
  });

  it('takes the mocks of a MockConfigFile.json, and names placeholders that it fills by itself', async () => {
    const mocks = 'MockConfigFile.json';
    const { status, stdout, stderr } = await run('bare.asl.yaml', { mocks, caseName: 'Happy' });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `mocks: MockConfigFile.json, Happy
\${GreetFunctionArn} has no value in \`substitutions\`; used: "arn:aws:lambda:us-east-1:123456789012:function:greet"
`,
    });
    expect(stdout).toContain('"said": "ok"');
    expect((await run('bare.asl.yaml', { mocks, caseName: 'Sad' })).stdout).toContain('Rude');
  });

  it.each<[string, Partial<RunSettings>, string]>([
    [
      'bare.asl.yaml',
      {},
      '`Greet` calls, and no mock answers it\n  = help: add `Greet: { return: … }` to `mocks` of a file passed with --mocks, or of bare.cases.yaml next to the definition',
    ],
    ['helo', {}, 'there is no definition `helo` in definitions/; did you mean `hello`?'],
    ['absent.asl.yaml', {}, 'absent.asl.yaml does not exist'],
    ['hello', { input: '{' }, '--input is not JSON: '],
    ['hello', { input: '@absent.json' }, 'absent.json does not exist'],
    ['hello', { caseName: 'shy for god' }, 'hello.cases.yaml has no case `shy for god`; did you mean `shy for good`?'],
    [
      'bare.asl.yaml',
      { mocks: 'MockConfigFile.json' },
      '`TestCases` holds several: name one; there are `Happy`, `Sad`',
    ],
  ])('cannot run %s with %j, and says why', async (named, settings, message) => {
    const { status, stderr } = await run(named, settings);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });

  it.each([
    [['bare.asl.yaml'], '`Greet` calls, and no mock answers it'],
    [['hello', '--seed', 'x'], 'a seed must be an integer'],
  ])('ends %j with status 2', (given, message) => {
    const { status, stderr } = asl(...given);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });

  it('lets real time pass when asked', async () => {
    writeFileSync(join(folder, 'wait.asl.yaml'), 'StartAt: A\nStates: { A: { Type: Wait, Seconds: 1, End: true } }\n');
    const begun = Date.now();
    expect((await run('wait.asl.yaml', { time: 'real' })).stdout).toMatch(
      /SUCCEEDED after 1(\.\d+)? s: 1 state entered/,
    );
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1000);
  });
});
