import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { showDocument } from '../../operations';
import { quietConsole } from '../batch/batch-world';
import { temporaryProject } from '../local-run/temporary-project';
import { packedCommands } from '../packed-commands';
import { openLedger } from './opened-ledger';

jest.setTimeout(300_000);

const { pipelines: command } = packedCommands();
const project = temporaryProject();
const synthesisFolder = join(project.folder, 'cdktf.out');
const state = join(project.folder, '.local', 'dev');
const settings = {
  cwd: project.folder,
  env: { ...process.env, CDKTF_OUTDIR: synthesisFolder, NODE_OPTIONS: '', NO_COLOR: '1' },
};
let failed: string;
let forgotten: string;

function pipelines(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [command, ...args], { ...settings, encoding: 'utf8' });
}

/** One document is rejected by the model, the row of another is lost. */
beforeAll(async () => {
  const ledger = await openLedger({ synthesisFolder, stateFolder: state });
  failed = await ledger.putRefused('failed.pdf', 'bedrock', 'Converse');
  forgotten = await ledger.putRefused('forgotten.pdf', 'states', 'StartExecution');
  await ledger.close();
});
afterAll(() => project.remove());

it('reconcile ends with 1 and names the gap and what mends it', () => {
  const { status, stdout } = pipelines('ledger', 'reconcile');

  expect(stdout).toBe(`2 document(s): 1 FAILED, 1 without a row; 1 dead letter(s)
gap [object-without-row] incoming/forgotten.pdf  ${forgotten}
  the object version has no row in the ledger, no running execution and no dead letter
  fix: npx pipelines redrive ${forgotten}
1 gap(s)
`);
  expect(status).toBe(1);
});

it('show tells everything of a document; its letter names the version of the definition', async () => {
  const lines: string[] = [];
  const options = { cwd: project.folder, environment: 'dev', json: true, console: quietConsole(lines) };
  const status = await showDocument('incoming/failed.pdf', { ...options, signal: new AbortController().signal });

  expect(JSON.parse(lines.at(-1)!)).toMatchObject({
    documentId: failed,
    row: { status: 'FAILED', failedState: 'EnrichDocument', attempts: 1 },
    execution: 'FAILED',
    hasDocument: false,
    letters: [
      {
        error: 'BedrockRuntime.AccessDeniedException',
        definitionVersion: expect.stringMatching(/:stateMachine:dev-document-pipeline:\d+$/),
      },
    ],
    gaps: [],
  });
  expect(status).toBe(0);
});

it('letters name files of this computer, and the command that continues', () => {
  const { status, stdout } = pipelines('ledger', 'letters');

  expect(stdout).toMatch(
    /^ {2}failed {6}EnrichDocument: BedrockRuntime\.AccessDeniedException: a fault of the test: .*; `npx pipelines redrive --error BedrockRuntime\.AccessDeniedException` continues$/m,
  );
  const [, history = ''] = /^ {2}history {5}(.+)$/m.exec(stdout) ?? [];
  expect(readFileSync(join(project.folder, history), 'utf8')).toContain('"type":"ExecutionStarted"');
  expect(stdout).not.toContain('console');
  expect(status).toBe(0);
});

it('redrive that is killed loses nothing; the next one does nothing twice, and the ledger is reconciled', async () => {
  const killed = spawn(process.execPath, [command, 'redrive', '--all'], { ...settings, stdio: 'ignore' });
  const ended = new Promise((resolve) => killed.once('exit', resolve));
  const started = join(state, 'executions', 'dev-document-pipeline', `${failed}-r1.json`);
  while (!existsSync(started) && killed.exitCode === null) await delay(5);
  killed.kill('SIGKILL');
  await ended;

  const next = pipelines('redrive', '--all');
  const reconciled = pipelines('ledger', 'reconcile', '--json');

  expect(killed.signalCode).toBe('SIGKILL');
  expect(next.status).toBe(0);
  expect(JSON.parse(reconciled.stdout)).toEqual({
    reconciled: true,
    documents: 2,
    places: { STORED: 2 },
    waitingForBatch: [],
    letters: 0,
    gaps: [],
  });
  expect(existsSync(started.replace('-r1', '-r2'))).toBe(false);
});

it('redrive wants to know what', () => {
  const { status, stderr } = pipelines('redrive');

  expect(stderr).toMatch(/name documents, or use --all, --error, --state or --machine/);
  expect(status).toBe(2);
});
