import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryProject } from '../local-run/temporary-project';
import { packedCommands } from '../packed-commands';

jest.setTimeout(300_000);

const repository = join(__dirname, '..', '..');
const project = temporaryProject();
afterAll(() => project.remove());

function pipelines(cwd: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, CDKTF_OUTDIR: join(cwd, 'cdktf.out'), NODE_OPTIONS: '', NO_COLOR: '1' };
  return spawnSync(process.execPath, [packedCommands().pipelines, 'batch', ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
}

it('plans a manifest of local files, their pages counted, without a run', () => {
  const manifest = join(project.folder, 'list.csv');
  const files = ['invoice.pdf', 'contract.pdf', 'encrypted.pdf', 'invoice.pdf'];
  writeFileSync(manifest, ['file', ...files.map((file) => join(repository, 'samples', file)), ''].join('\n'));

  const { status, stdout } = pipelines(repository, 'plan', manifest, '--json');

  expect(JSON.parse(stdout)).toMatchObject({
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
  const { status, stdout } = pipelines(repository, 'run', 'batch/2026/', '--id', 'b-1', '--print-command');

  expect(stdout).toMatch(/--region us-east-1 --state-machine-arn "\$\(output batch_pipeline_alias_arn\)"/);
  expect(stdout).toContain(`--name b-1 --input '{"prefix":"batch/2026/"}'`);
  expect(status).toBe(0);
});

it('runs a folder, lists its batch and shows it', () => {
  const inbox = join(project.folder, 'inbox');
  mkdirSync(inbox);
  for (const file of ['invoice.pdf', 'encrypted.pdf']) cpSync(join(repository, 'samples', file), join(inbox, file));

  const run = pipelines(project.folder, 'run', 'inbox', '--id', 'first', '--json');
  const list = pipelines(project.folder, 'list');
  const show = pipelines(project.folder, 'show', 'first');

  expect(JSON.parse(run.stdout)).toMatchObject({
    batchId: 'first',
    status: 'SUCCEEDED',
    summary: { counts: { rows: 2, STORED: 1, REJECTED: 1, FAILED: 0 } },
  });
  expect(run.stderr).toMatch(/2 document\(s\) uploaded to s3:\/\/\S+\/batch\/\n/);
  expect(run.status).toBe(0);
  expect(list.stdout).toMatch(/│ first │ SUCCEEDED │ \S+ │ 1 STORED, 1 REJECTED │\n/);
  expect(show.stdout).toMatch(/^batch first: SUCCEEDED, 2 item\(s\) of 2 row\(s\)\n/);
  expect(show.stdout).toContain('rejected:\n  batch/encrypted.pdf  EncryptedDocument\n');
  expect(show.status).toBe(0);
});

it.each([
  [['show', 'none'], /there is no batch none; `npx pipelines batch list` lists them/],
  [['run', 'nowhere'], /there is no file and no folder nowhere: give a manifest/],
  [['run', 'inbox', '--id', 'a b'], /1 to 80 of A-Z, a-z, 0-9, - and _/],
])('%j could not run, and says why', (args, message) => {
  const { status, stderr, stdout } = pipelines(project.folder, ...args);

  expect(`${stdout}${stderr}`).toMatch(message);
  expect(status).toBe(2);
});
