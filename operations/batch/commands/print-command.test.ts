import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printBatchCommand } from './print-command';

const folder = mkdtempSync(join(tmpdir(), 'print-command-'));
const log = join(folder, 'log');
const tools = join(folder, 'tools');
afterAll(() => rmSync(folder, { recursive: true }));

/** Tools that print their arguments; terraform prints the name of the output. */
beforeAll(() => {
  mkdirSync(join(folder, 'in box'));
  mkdirSync(tools);
  symlinkSync('none', join(folder, 'in box', 'odd\necho odd'));
  writeFileSync(join(folder, 'cdktf.json'), '{"app":"true"}');
  writeFileSync(join(folder, 'march.csv'), 'key\nbatch/a.pdf\n');
  writeFileSync(join(folder, 'in box', "it's.pdf"), 'x');
  const script = (line: string) => ({ mode: 0o755, text: `#!/bin/sh\n${line}\n` });
  for (const [name, { mode, text }] of Object.entries({
    terraform: script('printf %s "<$4>"'),
    aws: script(`for each in "$@"; do printf '%s|' "$each" >> '${log}'; done; echo >> '${log}'`),
  }))
    writeFileSync(join(tools, name), text, { mode });
});

/** The commands of a batch. */
function printed(named: string): readonly string[] {
  const lines: string[] = [];
  printBatchCommand({
    named,
    batchId: 'b-1',
    cwd: folder,
    environment: 'dev',
    region: 'eu-west-1',
    console: { print: (line: string) => void lines.push(line) } as never,
  });
  return lines;
}

/** Returns the calls that the printed commands make in a shell. */
function done(named: string): readonly string[] {
  const lines = printed(named);
  writeFileSync(log, '');
  execFileSync('/bin/sh', ['-c', lines.join('\n')], { cwd: folder, env: { PATH: `${tools}:${process.env['PATH']}` } });
  return execFileSync('cat', [log], { encoding: 'utf8' }).trim().split('\n');
}

const start = (input: object) =>
  `stepfunctions|start-execution|--region|eu-west-1|--state-machine-arn|<batch_pipeline_alias_arn>|--name|b-1|--input|${JSON.stringify(input)}|`;

it('puts a manifest beside what its batch will leave, and starts it', () => {
  expect(done('march.csv')).toEqual([
    's3|cp|march.csv|s3://<results_bucket_name>/batches/b-1/manifest.csv|',
    start({ manifest: { bucket: '<results_bucket_name>', key: 'batches/b-1/manifest.csv' } }),
  ]);
});

it('uploads a folder under a prefix of its own, and starts that', () => {
  expect(done('in box')).toEqual([
    `s3|cp|${join(folder, 'in box', "it's.pdf")}|s3://<document_bucket_name>/batch/b-1/it's.pdf|`,
    start({ prefix: 'batch/b-1/' }),
  ]);
});

it('starts a prefix', () => {
  expect(done('batch/2026/')).toEqual([start({ prefix: 'batch/2026/' })]);
});

it('names what it leaves out of a folder in comments that no shell runs', () => {
  expect(printed('in box').slice(-2)).toEqual([
    '# ! 1 skipped:',
    expect.stringMatching(/^# .*odd\\necho odd: it is a link to nothing$/),
  ]);
});
