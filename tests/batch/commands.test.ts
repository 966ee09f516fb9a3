import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { listBatches, planOfBatch, printBatchCommand, runBatch, showBatch } from '../../operations';
import { planLimits } from '../../operations/commands/plan-limits';
import { temporaryProject } from '../local-run/temporary-project';
import { packedCommands } from '../packed-commands';
import { quietConsole } from './batch-world';

jest.setTimeout(300_000);

const repository = join(__dirname, '..', '..');
const project = temporaryProject();
afterAll(() => project.remove());

function pipelines(...args: readonly string[]): SpawnSyncReturns<string> {
  const cwd = project.folder;
  const env = { ...process.env, CDKTF_OUTDIR: join(cwd, 'cdktf.out'), NODE_OPTIONS: '', NO_COLOR: '1' };
  return spawnSync(process.execPath, [packedCommands().pipelines, 'batch', ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
}

/** Lines that the operations have printed since the last call of `printed`. */
const lines: string[] = [];
const printed = (): string => `${lines.splice(0).join('\n')}\n`;
const options = (cwd: string = project.folder) => ({
  cwd,
  environment: 'dev',
  json: false,
  console: quietConsole(lines),
  signal: new AbortController().signal,
});

it('plans a manifest of local files, their pages counted, without a run', async () => {
  const manifest = join(project.folder, 'list.csv');
  const files = ['invoice.pdf', 'contract.pdf', 'encrypted.pdf', 'invoice.pdf'];
  writeFileSync(manifest, ['file', ...files.map((file) => join(repository, 'samples', file)), ''].join('\n'));

  const status = await planOfBatch({
    ...options(repository),
    named: manifest,
    json: true,
    limits: planLimits('dev'),
  });

  expect(JSON.parse(printed().trimEnd().split('\n').at(-1)!)).toMatchObject({
    documents: 3,
    pages: 4,
    duplicates: 1,
    bounds: expect.arrayContaining([{ what: 'Bedrock, 50 requests a minute', seconds: 4.8 }]),
    transitions: 6 + 3 * 15,
    price: { textract: 0.006, total: expect.any(Number) },
    eachHandedOver: { transitions: 17, total: expect.any(Number) },
  });
  expect(status).toBe(0);
});

it('prints what does the same on AWS, and does nothing', () => {
  const status = printBatchCommand({
    ...options(repository),
    named: 'batch/2026/',
    batchId: 'b-1',
    region: planLimits('dev').region,
  });

  const stdout = printed();
  expect(stdout).toMatch(/--region us-east-1 --state-machine-arn "\$\(output batch_pipeline_alias_arn\)"/);
  expect(stdout).toContain(`--name b-1 --input '{"prefix":"batch/2026/"}'`);
  expect(status).toBe(0);
});

it('runs a folder, lists its batch and shows it', async () => {
  const inbox = join(project.folder, 'inbox');
  mkdirSync(inbox);
  for (const file of ['invoice.pdf', 'encrypted.pdf']) cpSync(join(repository, 'samples', file), join(inbox, file));

  const run = pipelines('run', 'inbox', '--id', 'first', '--json');

  expect(JSON.parse(run.stdout)).toMatchObject({
    batchId: 'first',
    status: 'SUCCEEDED',
    summary: { counts: { rows: 2, STORED: 1, REJECTED: 1, FAILED: 0 } },
  });
  expect(run.stderr).toMatch(/2 document\(s\) uploaded to s3:\/\/\S+\/batch\/\n/);
  expect(run.status).toBe(0);

  expect(await listBatches(options())).toBe(0);
  expect(printed()).toMatch(/│ first │ SUCCEEDED │ \S+ │ 1 STORED, 1 REJECTED │\n/);
  expect(await showBatch('first', options())).toBe(0);
  const shown = printed();
  expect(shown).toMatch(/^batch first: SUCCEEDED, 2 item\(s\) of 2 row\(s\)$/m);
  expect(shown).toContain('rejected:\n  batch/encrypted.pdf  EncryptedDocument\n');
});

it('could not run, and says why', async () => {
  const { status, stderr, stdout } = pipelines('run', 'inbox', '--id', 'a b');

  expect(`${stdout}${stderr}`).toMatch(/1 to 80 of A-Z, a-z, 0-9, - and _/);
  expect(status).toBe(2);
  // Exit status 2.
  const showing = await showBatch('none', options()).catch((error: unknown) => error);
  expect(showing).toBeInstanceOf(CannotRunError);
  expect(String(showing)).toMatch(/there is no batch none; `npx pipelines batch list` lists them/);
  const nowhere = { ...options(), named: 'nowhere', timeoutSeconds: 60, dryRun: false };
  const running = await runBatch(nowhere).catch((error: unknown) => error);
  expect(running).toBeInstanceOf(CannotRunError);
  expect(String(running)).toMatch(/there is no file and no folder nowhere: give a manifest/);
});
