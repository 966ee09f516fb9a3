import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { RoleGrant } from '@document-pipelines/local-aws';
import { isEvaluated } from '../roles/statement-title';
import { reasonProblems } from './check-reason';
import { temporaryProject } from './temporary-project';

jest.setTimeout(300_000);

const root = join(__dirname, '..', '..');
const machines = readdirSync(join(root, 'samples')).filter((name) =>
  existsSync(join(root, 'samples', name, 'run.yaml')),
);

const project = temporaryProject();
symlinkSync(join(root, 'samples'), join(project.folder, 'samples'));
afterAll(() => project.remove());

it('has samples for every state machine but the one that is fed with documents', () => {
  const defined = readdirSync(join(root, 'definitions')).flatMap((file) => /^(.+)\.asl\.yaml$/.exec(file)?.[1] ?? []);
  expect([...machines, 'document-pipeline'].sort()).toEqual(defined.sort());
});

/** Run in suites of their own: tests/classify-text, tests/batch. */
const runElsewhere = ['classify-text'];

/** Each on the synthesised stack, as `asl local run <machine>` runs it: a difference from run.yaml is reported with exit status 1. */
it.each(machines.filter((name) => !runElsewhere.includes(name)))('%s does what its samples expect', async (machine) => {
  const { status, stdout, stderr } = await project.asl('local', 'run', machine, '--json').ended;

  expect({
    status,
    trouble: stderr.split('\n').filter((line) => line.startsWith('!') || line.startsWith('error')),
  }).toEqual({ status: 0, trouble: [] });
  expect(stdout.split('\n').filter((line) => line !== '').length).toBeGreaterThan(0);
});

/** The runs above share an environment, which keeps what each statement of each role allowed. */
it('needs every statement of every role, but those of paths that no sample takes', async () => {
  const { stdout } = await project.asl('local', 'grants', '--json').ended;
  const grants = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): RoleGrant => JSON.parse(line));
  expect(grants.filter(isEvaluated).length).toBeGreaterThan(100);
  expect(reasonProblems(grants)).toEqual([]);
});
