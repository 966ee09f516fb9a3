import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs, { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callAsl } from './src/commands/tests/call-asl-fixture';

const command = join(__dirname, 'asl.js');

describe('asl', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'asl-'));
    mkdirSync(join(folder, 'definitions', 'nested'), { recursive: true });
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'definitions', 'good.asl.yaml'), 'StartAt: A\nStates: { A: { Type: Succeed } }\n');
    writeFileSync(join(folder, 'definitions', 'good.cases.yaml'), 'no: definition\n');
    writeFileSync(
      join(folder, 'definitions', 'nested', 'bad.asl.json'),
      '{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}',
    );
    writeFileSync(join(folder, 'tab.asl.yaml'), 'StartAt: A\nStates:\n\tA: {}\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The process that users start; `callAsl` is the same work without it. */
  function asl(...all: readonly ({ readonly input: string } | string)[]) {
    const given = all.filter((each) => typeof each === 'string');
    const { input } = all.find((each) => typeof each !== 'string') ?? {};
    const env: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...given], {
      cwd: folder,
      encoding: 'utf8',
      env,
      input,
    });
    return { status, stdout, stderr };
  }

  it('shows what there is, with examples', () => {
    const { status, stdout, stderr } = asl('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/check .*local /s);
    expect(stdout).toContain('Examples:');
  });

  it('completes the commands of asl local too', () => {
    const { status, stdout } = asl('completion', 'bash');
    expect(status).toBe(0);
    expect(stdout).toContain('serve');
  });

  it('checks files with status 0 when nothing is found', async () => {
    expect(await callAsl(folder, ['check', 'definitions/good.asl.yaml'])).toEqual({
      status: 0,
      stdout: '1 definition checked, no problems found\n',
      stderr: '',
    });
  });

  it('searches folders, prints findings without colour into a pipe, and ends with status 1', () => {
    const { status, stdout } = asl('check');
    expect(status).toBe(1);
    expect(
      stdout,
    ).toBe(`${join('definitions', 'nested', 'bad.asl.json')}:1:13: error: \`StartAt\` names \`B\`, which is not a state of this scope [unknown-start-state]
  |
1 | {"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}
  |             ^^^

2 definitions checked: 1 error
`);
  });

  it('prints JSON for machines', async () => {
    const { status, stdout } = await callAsl(folder, ['check', 'tab.asl.yaml', '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      files: ['tab.asl.yaml'],
      errors: 1,
      warnings: 0,
      diagnostics: [
        {
          file: 'tab.asl.yaml',
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: 1,
          severity: 'error',
          ruleId: 'tab-indentation',
          message: 'a tab is used to indent',
          help: 'indent with blanks',
          fix: { edits: [{ start: 19, end: 20, text: '  ' }] },
        },
      ],
    });
  });

  it('reads standard input as the file that it is named', () => {
    const { status, stdout } = asl({ input: '{"StartAt": "A",}' }, 'check', '-', '--stdin-filename', 'a.asl.json');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^a\.asl\.json:1:16: error: the comma before `}` must not be there/);
  });

  it('fixes files and reports as JSON what it fixed', async () => {
    const file = join(folder, 'fix.asl.yaml');
    writeFileSync(file, 'StartAt: Sart\r\nStates: { Start: { Type: Succeed } }\r\n');
    const { status, stdout } = await callAsl(folder, ['check', '--fix', '--json', 'fix.asl.yaml']);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 0,
      diagnostics: [],
      fixed: [{ file: 'fix.asl.yaml', line: 1, column: 10, ruleId: 'unknown-start-state' }],
    });
    expect(readFileSync(file, 'utf8')).toBe('StartAt: Start\r\nStates: { Start: { Type: Succeed } }\r\n');
  });

  it('watches until ctrl-c, which ends it with status 0', async () => {
    const child = spawn(process.execPath, [command, 'check', 'definitions/good.asl.yaml', '--watch'], { cwd: folder });
    const ended = once(child, 'exit');
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGINT');

    expect(first.toString()).toContain('no problems found; waiting for changes (ctrl-c ends)');
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    [['check', 'absent.asl.yaml'], 'error: absent.asl.yaml does not exist\n'],
    [['check', 'empty'], 'error: there is no definition in empty: no file ends in .asl.yaml, .asl.yml or .asl.json\n'],
    [['check', 'a\n\u001b[31m\u202eb.asl.yaml'], 'error: a\\n\\u{1b}[31m\\u{202e}b.asl.yaml does not exist\n'],
    [['check', '-', '--fix'], 'error: standard input cannot be fixed: name a file instead of -\n'],
    [['check', '--stdin-filename', 'a'], 'error: --stdin-filename names standard input: add the path -\n'],
    [['check', '--watch', '--json'], 'error: --watch checks files and prints text: leave out --format\n'],
    [['check', '--format', 'xml'], "error: option '--format <format>' argument 'xml' is invalid."],
    [['frob\u001b[2J'], "error: unknown command 'frob\\u{1b}[2J'\n"],
    [['frobnicate'], "error: unknown command 'frobnicate'\n(use asl --help to list the commands)\n"],
    [['check', '--jsn'], "error: unknown option '--jsn'\n(Did you mean --json?)\n"],
  ])('ends %j with status 2 and says why', async (given, message) => {
    const { status, stderr } = await callAsl(folder, given);
    expect({ status, stderr: stderr.slice(0, message.length) }).toEqual({ status: 2, stderr: message });
  });

  const stackOf = (kind: string): RegExp =>
    new RegExp(`^error: ${kind}: boom\\n(?: +at .*\\n)*.*search-folder\\.ts:\\d+.*\\n(?: +at .*\\n)*this is a defect`);

  it('ends with status 2 and the stack of a RangeError: it is a defect', () => {
    const preload = join(folder, 'defect.js');
    writeFileSync(
      preload,
      `const fs = require('node:fs');
      const { readdirSync } = fs;
      fs.readdirSync = (path, ...rest) => {
        if (path === 'definitions') throw new RangeError('boom');
        return readdirSync(path, ...rest);
      };`,
    );
    const { status, stderr } = spawnSync(process.execPath, ['-r', preload, command, 'check', 'definitions'], {
      cwd: folder,
      encoding: 'utf8',
    });

    expect(stderr).toMatch(stackOf('RangeError'));
    expect(status).toBe(2);
  });

  it('takes a SyntaxError of its own for a defect too', async () => {
    const read = jest.spyOn(fs, 'readdirSync').mockImplementation(() => {
      throw new SyntaxError('boom');
    });
    const { status, stderr } = await callAsl(folder, ['check', 'definitions']);
    read.mockRestore();

    expect(stderr).toMatch(stackOf('SyntaxError'));
    expect(status).toBe(2);
  });
});
