import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDataLosses } from '../../stacks/terraform/plan/data-losses';
import { parsePlan } from '../../stacks/terraform/plan/plan-json';
import { workflowOf, workflows } from './read-workflows';

const testdata = join(__dirname, '..', '..', 'stacks', 'terraform', 'plan', 'testdata');
const recorded = readFileSync(join(testdata, 'terraform-1.11.4-plan.json'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'saved-plan-'));
const stack = join(folder, 'cdktf.out', 'stacks', 'prod');
const bucket = join(folder, 'bucket');

/** `aws s3 cp`, with a folder as S3: a function, so that no program of that name on the PATH is called instead. */
const aws = `aws() {
  [ "$1 $2" = "s3 cp" ] || exit 9
  local from="\${@: -2:1}" to="\${@: -1:1}"
  mkdir -p "$(dirname "${bucket}/\${to#s3://}")"
  case "$to" in s3://*) cp "$from" "${bucket}/\${to#s3://}" ;; *) cp "${bucket}/\${from#s3://}" "$to" ;; esac
}
`;

beforeAll(() => {
  mkdirSync(stack, { recursive: true });
  const backend = { s3: { bucket: 'states', region: 'eu-west-1' } };
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: { backend } }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script as GitHub does. */
function run(script: string, variables: Readonly<Record<string, string>> = {}) {
  const GITHUB_OUTPUT = join(folder, 'output');
  const env = { ...process.env, RUNNER_TEMP: folder, GITHUB_OUTPUT, ENVIRONMENT: 'prod', ...variables };
  return spawnSync('bash', ['-e', '-c', aws + script], { cwd: folder, env, encoding: 'utf8' });
}

function stepNamed(file: string, job: string, name: string) {
  const step = workflowOf(file).jobs[job]?.steps?.find((each) => each.name === name);
  if (step?.run === undefined) throw new Error(`${file} has no step ${name}`);
  return { ...step, run: step.run };
}

const hasJq = spawnSync('jq', ['--version']).error === undefined;
const withJq = hasJq ? describe : describe.skip;

withJq('with jq on the PATH, a plan of protected data', () => {
  const { run: script, if: condition } = stepNamed('plan.yml', 'plan', 'Reject a plan that loses data');

  it('is rejected for what `npm run plan` rejects', () => {
    writeFileSync(join(folder, 'plan.json'), recorded);
    const { status, stdout } = run(script);
    expect(condition).toBe('inputs.protects-data');
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(0, -2)).toEqual(findDataLosses(parsePlan(recorded)).map(({ address }) => address));
    expect(stdout).toContain('::error file=environments/prod.yaml::this plan would lose data of prod');
  });

  it.each([
    [
      'without a loss',
      JSON.stringify({
        resource_changes: parsePlan(recorded).resource_changes?.filter(({ type }) => type === 'aws_sns_topic'),
      }),
      0,
    ],
    ['without a change', '{}', 0],
    ['that cannot be read', '{"resource_changes":[', 5],
  ])('%s ends with its status', (_, plan, expected) => {
    writeFileSync(join(folder, 'plan.json'), plan);
    const { status } = run(script);
    expect(status === 0 ? 0 : 5).toBe(expected);
  });
});

withJq('with jq on the PATH, the kept plan', () => {
  const keep = stepNamed('plan.yml', 'plan', 'Keep the plan next to the state').run;
  const fetch = stepNamed('deploy.yml', 'apply', 'Fetch the plan that was approved').run;
  const plan = join(stack, 'prod.tfplan');
  const digest = createHash('sha256').update('a plan').digest('hex');
  const kept = join(bucket, 'states', 'document-pipelines', 'plans', 'prod', `${digest}.tfplan`);

  beforeEach(() => {
    writeFileSync(plan, 'a plan');
    writeFileSync(join(folder, 'output'), '');
    expect(run(keep)).toMatchObject({ status: 0, stderr: '' });
    rmSync(plan);
  });

  it('is put next to the state under its digest, and fetched by it', () => {
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(`digest=${digest}\n`);
    expect(readFileSync(kept, 'utf8')).toBe('a plan');
    expect(run(fetch, { DIGEST: digest })).toMatchObject({ status: 0 });
    expect(readFileSync(plan, 'utf8')).toBe('a plan');
  });

  it('is not applied if it is another one by now, or if there is no digest', () => {
    writeFileSync(kept, 'another plan');
    expect(run(fetch, { DIGEST: digest }).status).not.toBe(0);
    copyFileSync(kept, join(kept, '..', '.tfplan'));
    expect(run(fetch, { DIGEST: '' }).status).not.toBe(0);
  });
});

describe('the workflows', () => {
  it('print a plan before they reject it, and keep it only after that', () => {
    const steps = (workflowOf('plan.yml').jobs['plan']?.steps ?? []).flatMap(({ name = '' }) => name);
    const order = ['Print the plan to the summary', 'Reject a plan that loses data', 'Keep the plan next to the state'];
    expect(steps.filter((name) => order.includes(name))).toEqual(order);
  });

  it('put no plan into an artefact, which every reader of the repository can download', () => {
    const uploads = workflows.flatMap(({ jobs }) =>
      Object.values(jobs).flatMap(({ steps = [] }) =>
        steps.filter(({ uses = '' }) => uses.includes('upload-artifact')),
      ),
    );
    const paths = uploads.map((step) => String(step.with?.['path']).trim().split('\n'));
    // The output is uploaded where no plan has been made yet, and without the plan.
    expect(paths).toEqual([['cdktf.out', '!cdktf.out/**/.terraform/**', '!cdktf.out/**/*.tfplan'], ['cdktf.out']]);
    expect(JSON.stringify(workflowOf('synthesise.yml').jobs)).not.toContain('terraform plan');
  });

  it('let no Terraform call its maker', () => {
    const jobs = workflows.flatMap((workflow) => Object.values(workflow.jobs));
    const running = jobs.filter(({ steps = [] }) =>
      steps.some((step) => /\bterraform (-chdir|init|plan)/.test(step.run ?? '')),
    );
    expect(running).toHaveLength(2);
    for (const { env } of running) expect(env).toMatchObject({ CHECKPOINT_DISABLE: '1' });
  });
});
