import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { loadEnvironments } from '../../environments';
import { workflowOf, workflows } from './read-workflows';

const root = join(__dirname, '..', '..');
const jobs = workflows.flatMap(({ file, jobs: ofFile }) =>
  Object.entries(ofFile).map(([name, job]) => ({ name: `${file} ${name}`, job })),
);

/** Actions that are not pinned by commit, each with the reason. */
const unpinned: Readonly<Record<string, string>> = {};

it('reads every workflow, and there are no actions of our own beside them', () => {
  expect(workflows.map(({ file }) => file)).toEqual([
    'deploy.yml',
    'main.yml',
    'plan.yml',
    'pull-request.yml',
    'synthesise.yml',
  ]);
  expect(readdirSync(join(root, '.github')).sort()).toEqual([
    'ISSUE_TEMPLATE',
    'PULL_REQUEST_TEMPLATE.md',
    'dependabot.yml',
    'workflows',
  ]);
});

it.each(workflows.map(({ file, text }) => [file, text]))(
  '%s pins each action by commit and names its tag',
  (_file, text) => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (?!\.\/)(.*)$/gm)].map(([, reference = '']) => reference);
    const isPinned = (reference: string) => /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(reference);
    expect(used.filter((reference) => !isPinned(reference) && !(reference in unpinned))).toEqual([]);
  },
);

it('uses one commit of each action', () => {
  const used = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (\S+)@(\S+)/g)]);
  const commits = new Map(used.map(([, action, commit]) => [action, commit]));
  for (const [, action, commit] of used) expect([action, commit]).toEqual([action, commits.get(action)]);
});

describe('permissions', () => {
  it('are none but what a job names, and a job may at most read the repository or take a token for AWS', () => {
    for (const { file, permissions } of workflows) expect([file, permissions]).toEqual([file, {}]);
    const allowed = [{}, { contents: 'read' }, { 'id-token': 'write' }];
    for (const { name, job } of jobs) {
      expect([name, job.permissions]).toEqual([name, expect.anything()]);
      expect(allowed).toContainEqual(job.permissions);
    }
  });

  it('let no job that runs code of the repository or of a package take a token for AWS', () => {
    for (const { name, job } of jobs.filter(({ job: each }) => each.permissions?.['id-token'] !== undefined)) {
      const steps = job.steps ?? [];
      const foreign = steps.filter(
        ({ uses = '', run = '' }) =>
          /checkout|setup-node|^\.\//.test(uses) || /\b(npm|npx|node|yarn|pnpm)\b|\.ci\//.test(run),
      );
      expect([name, foreign]).toEqual([name, []]);
    }
  });

  it('let a checkout leave no credentials behind', () => {
    const checkouts = jobs.flatMap(({ job }) => (job.steps ?? []).filter(({ uses = '' }) => uses.includes('checkout')));
    expect(checkouts.length).toBeGreaterThan(1);
    for (const step of checkouts) expect(step.with).toEqual({ 'persist-credentials': false });
  });

  it('are never those of a pull request from a fork with the rights of the repository', () => {
    for (const { on, text } of workflows) {
      const events = typeof on === 'string' ? [on] : Object.keys(on);
      expect(['pull_request', 'push', 'workflow_call']).toEqual(expect.arrayContaining(events));
      expect(text).not.toMatch(/secrets\./);
      expect(text).not.toMatch(/secrets: inherit/);
    }
  });
});

it('puts no expression into a script, where its value would be run', () => {
  const scripts = jobs.flatMap(({ job }) => (job.steps ?? []).flatMap(({ run }) => run ?? []));
  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
});

it('ends each job that hangs', () => {
  for (const { name, job } of jobs.filter(({ job: each }) => each.uses === undefined))
    expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)]);
});

describe('a pull request', () => {
  const { jobs: ofPullRequest } = workflowOf('pull-request.yml');

  it('plans the environments whose data are not protected, and no others', () => {
    const planned = Object.values(ofPullRequest).filter(({ uses = '' }) => uses.endsWith('/plan.yml'));
    expect(planned.map(({ strategy }) => strategy?.matrix?.environment)).toEqual([
      '${{ fromJSON(needs.synthesise.outputs.environments).unprotected }}',
    ]);
    expect(planned.map((job) => job.with)).toEqual([
      { environment: '${{ matrix.environment }}', 'keeps-plan': false, 'protects-data': false },
    ]);
  });

  it('is planned only if it comes from this repository, and not from Dependabot', () => {
    expect(ofPullRequest['synthesise']?.if?.replaceAll(/\s+/g, ' ').trim()).toBe(
      "github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'",
    );
  });

  it('keeps no plan, because a plan holds values of the state', () => {
    const { steps = [] } = workflowOf('plan.yml').jobs['plan'] ?? {};
    const kept = steps.filter(({ uses = '', id }) => uses.includes('upload') || id === 'keep');
    expect(kept.map((step) => step.if)).toEqual(['inputs.keeps-plan', 'inputs.keeps-plan']);
  });
});

describe('the environments', () => {
  const environments = loadEnvironments(join(root, 'environments'));
  const jobsOfMain = workflowOf('main.yml').jobs;

  it('are those of environments/, listed where npm may run', () => {
    const { steps = [], outputs } = workflowOf('synthesise.yml').jobs['synthesise'] ?? {};
    expect(outputs).toEqual({ environments: '${{ steps.list.outputs.environments }}' });
    const output = join(mkdtempSync(join(tmpdir(), 'listed-')), 'output');
    const env = { ...process.env, GITHUB_OUTPUT: output };
    const script = steps.find(({ id }) => id === 'list')?.run ?? '';
    const { status, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd: root, env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const [name, list = ''] = readFileSync(output, 'utf8').split('=');
    expect([name, Object.values(JSON.parse(list)).flat().sort()]).toEqual([
      'environments',
      environments.map((each) => each.name),
    ]);
    rmSync(dirname(output), { recursive: true });
  });

  it('are deployed one after the other, those with protected data last', () => {
    const deployments = Object.entries(jobsOfMain).filter(([, { uses = '' }]) => uses.endsWith('/deploy.yml'));
    expect(deployments.map(([name, { needs, strategy }]) => [name, needs, strategy])).toEqual([
      [
        'unprotected',
        'synthesise',
        {
          'max-parallel': 1,
          matrix: { environment: '${{ fromJSON(needs.synthesise.outputs.environments).unprotected }}' },
        },
      ],
      [
        'protected',
        ['synthesise', 'unprotected'],
        {
          'max-parallel': 1,
          matrix: { environment: '${{ fromJSON(needs.synthesise.outputs.environments).protected }}' },
        },
      ],
    ]);
    expect(jobsOfMain['protected']?.if).toContain('!failure()');
    expect(deployments.map(([, job]) => job.with)).toEqual([
      { environment: '${{ matrix.environment }}', 'protects-data': false },
      { environment: '${{ matrix.environment }}', 'protects-data': true },
    ]);
    expect(workflowOf('deploy.yml').jobs['plan']?.with).toMatchObject({
      'protects-data': '${{ inputs.protects-data }}',
    });
  });
});

it('has new versions of actions and packages proposed, not on the day of their release', () => {
  const { updates } = parse(readFileSync(join(root, '.github', 'dependabot.yml'), 'utf8')) as { updates: object[] };
  expect(updates).toEqual([
    expect.objectContaining({ 'package-ecosystem': 'github-actions', directory: '/', cooldown: { 'default-days': 7 } }),
    expect.objectContaining({ 'package-ecosystem': 'npm', directory: '/', cooldown: { 'default-days': 7 } }),
  ]);
});
