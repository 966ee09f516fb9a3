import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailed, type Project, TerraformFailed } from './project';
import { runCommand } from './run-command';

const root = mkdtempSync(join(tmpdir(), 'terraform-commands-'));
const stack = join(root, 'cdktf.out', 'stacks', 'dev');
const calls: string[] = [];
const printed: string[] = [];
let zip = 'first code';
let plan: object = {};
let planText = '';
/** What Terraform prints when it fails, by its subcommand. */
let failures: Readonly<Record<string, string>> = {};
let running: Readonly<Record<string, readonly string[]>> = {};
let answer: boolean | undefined;

const project: Project = {
  root,
  print: (text) => printed.push(text),
  synthesise: () => {
    calls.push('synthesise');
    mkdirSync(join(stack, 'assets'), { recursive: true });
    const backend = { local: { path: '../../../terraform.dev.tfstate' } };
    const stackJson = { terraform: { backend }, provider: { aws: [{ region: 'eu-west-1' }] } };
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(stackJson));
    writeFileSync(join(stack, 'assets', 'validate-document.zip'), zip);
  },
  terraform: (folder, parameters, output) => {
    expect(folder).toBe(stack);
    calls.push(`terraform ${parameters.join(' ')}`);
    const [subcommand = ''] = parameters;
    if (subcommand === 'init') writeFileSync(join(stack, '.terraform.lock.hcl'), 'checksums');
    const saved = parameters.find((each) => each.startsWith('-out='))?.slice('-out='.length);
    if (saved !== undefined) writeFileSync(join(stack, saved), 'a plan');
    if (typeof output === 'object') writeFileSync(output.file, planText);
    const failure = failures[subcommand];
    if (failure !== undefined) throw new TerraformFailed(failure, subcommand);
    return subcommand === 'show' ? JSON.stringify(plan) : '';
  },
  executions: (region) => ({
    async running(arn) {
      calls.push(`list ${arn} in ${region}`);
      return (running[arn] ?? []).map((name) => ({ arn: `${arn}/${name}`, name, startedAt: new Date(0) }));
    },
    async stop(arn) {
      calls.push(`stop ${arn}`);
    },
  }),
  async confirm(question) {
    calls.push(question);
    return answer;
  },
};

/** A change of a resource in a plan. */
function change(
  address: string,
  actions: readonly string[],
  before: object | null = null,
  after: object | null = null,
) {
  const [type, name] = address.split('.');
  return { address, mode: 'managed', type, name, change: { actions, before, after, after_unknown: {} } };
}

const environmentsFolder = join(__dirname, '..', '..', 'environments');

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'environments'), { recursive: true });
  for (const name of ['dev', 'prod'])
    copyFileSync(join(environmentsFolder, `${name}.yaml`), join(root, 'environments', `${name}.yaml`));
  calls.length = 0;
  printed.length = 0;
  zip = 'first code';
  plan = { resource_changes: [change('aws_sns_topic.stored', ['create'])] };
  planText = 'every argument';
  failures = {};
  running = {};
  answer = undefined;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Protects the data of dev, whose folder the project of these tests has. */
function protectData(): void {
  const file = join(root, 'environments', 'dev.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('protectData: false', 'protectData: true'));
}

const saved = 'The plan is saved. Apply exactly this plan: npm run apply -- dev';

describe('runCommand', () => {
  it('lists the environments and where they are synthesised to', async () => {
    await runCommand(project, ['list']);
    expect(printed).toEqual(['dev   cdktf.out/stacks/dev', 'prod  cdktf.out/stacks/prod']);
  });

  it('lists them as JSON, by whether their data are protected', async () => {
    await runCommand(project, ['list', '--json']);
    expect(JSON.parse(printed.join(''))).toEqual({ unprotected: ['dev'], protected: ['prod'] });
  });

  it.each([
    [[], 'there is no command ``; available: plan, apply, destroy, state migrate, list'],
    [['toString', 'dev'], 'there is no command `toString`'],
    [['plan'], 'which environment? npm run plan -- dev (available: dev, prod)'],
    [['state', 'migrate'], 'which environment? npm run state -- migrate dev (available: dev, prod)'],
    [['state', 'dev'], 'there is no command `state dev`'],
    [['plan', 'prd'], 'there is no environment `prd`; available: dev, prod'],
    [['plan', 'dev', 'prod'], 'plan does not accept `prod`; it accepts the name of one environment'],
    [['plan', 'dev', '--yes'], 'plan does not accept `--yes`; it accepts the name of one environment'],
    [['destroy', 'dev', '-y'], 'destroy does not accept `-y`; it accepts --yes and the name of one environment'],
    [['apply', 'dev'], 'there is no plan for dev: run npm run plan -- dev'],
  ])('answers %j with what there is to choose from', async (parameters, message) => {
    await expect(runCommand(project, parameters)).rejects.toThrow(message);
    expect(calls).toEqual([]);
  });
});

describe('plan', () => {
  it('plans what it has just synthesised, keeps the plan, and prints a summary', async () => {
    await runCommand(project, ['plan', 'dev']);
    expect(calls).toEqual([
      'synthesise',
      'terraform init -input=false',
      'terraform plan -input=false -no-color -out=dev.tfplan',
      'terraform show -json dev.tfplan',
    ]);
    expect(printed).toEqual([
      'Terraform plans …',
      'Every argument that changes is in cdktf.out/stacks/dev/dev.tfplan.txt',
      '  add      aws_sns_topic (1)',
      'Plan: 1 to add, 0 to change, 0 to destroy.',
      saved,
    ]);
    expect(readFileSync(join(stack, 'dev.tfplan.txt'), 'utf8')).toBe('every argument');
  });

  it('warns of a model that a role loses by the plan, and keeps the plan', async () => {
    const Resource = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude';
    const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource }] });
    const after = { policy: '{"Statement":[]}' };
    plan = { resource_changes: [change('aws_iam_role_policy.classify-text', ['update'], { policy }, after)] };
    await runCommand(project, ['plan', 'dev']);
    expect(printed).toContain(`    loses ${Resource}`);
    expect(printed.at(-1)).toBe(saved);
  });

  it('refuses to lose data that are protected, deletes the plan, and keeps what Terraform printed', async () => {
    protectData();
    plan = { resource_changes: [change('aws_sqs_queue.dead-letters', ['delete'], {})] };
    await expect(runCommand(project, ['plan', 'dev'])).rejects.toThrow(
      'this plan would lose data of dev, whose `protectData` is true: the saved plan is deleted',
    );
    expect(printed).toContain('  destroy  aws_sqs_queue (1)');
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
    expect(existsSync(join(stack, 'dev.tfplan.txt'))).toBe(true);
    await expect(runCommand(project, ['apply', 'dev'])).rejects.toThrow('there is no plan for dev');
  });

  it('plans the same if they are not protected', async () => {
    plan = { resource_changes: [change('aws_sqs_queue.dead-letters', ['delete'], {})] };
    await runCommand(project, ['plan', 'dev']);
    expect(printed.at(-1)).toBe(saved);
  });

  it('prints warnings of Terraform, which are in the file', async () => {
    planText = 'a plan\n\nWarning: Deprecated attribute\n\n  on cdk.tf.json line 1';
    await runCommand(project, ['plan', 'dev']);
    expect(printed[2]).toBe('Warning: Deprecated attribute');
  });

  it('keeps no plan that changes nothing', async () => {
    plan = { applyable: false, resource_changes: [change('aws_sns_topic.stored', ['no-op'], {}, {})] };
    await runCommand(project, ['plan', 'dev']);
    expect(printed.slice(-2)).toEqual(['No changes.', 'There is nothing to apply.']);
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
  });

  it('leaves no older plan behind when Terraform fails', async () => {
    await runCommand(project, ['plan', 'dev']);
    failures = { plan: 'no credentials' };
    await expect(runCommand(project, ['plan', 'dev'])).rejects.toMatchObject({
      name: 'TerraformFailed',
      help: 'fix the cause, and run npm run plan -- dev again',
    });
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
  });

  it("keeps Terraform's lock file in the project and gives it back", async () => {
    await runCommand(project, ['plan', 'dev']);
    expect(readFileSync(join(root, 'terraform.lock.hcl'), 'utf8')).toBe('checksums');
    rmSync(join(root, 'cdktf.out'), { recursive: true });
    let given = '';
    const terraform: Project['terraform'] = (...parameters) => {
      if (parameters[1][0] === 'init') given = readFileSync(join(stack, '.terraform.lock.hcl'), 'utf8');
      return project.terraform(...parameters);
    };
    await runCommand({ ...project, terraform }, ['plan', 'dev']);
    expect(given).toBe('checksums');
  });
});

describe('apply', () => {
  beforeEach(async () => {
    await runCommand(project, ['plan', 'dev']);
    calls.length = 0;
  });

  it('applies exactly the kept plan, without planning or synthesising again, and once', async () => {
    await runCommand(project, ['apply', 'dev']);
    expect(calls).toEqual(['terraform apply -input=false dev.tfplan']);
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
    await expect(runCommand(project, ['apply', 'dev'])).rejects.toThrow('there is no plan for dev');
  });

  it('refuses a plan when other code lies in the zips by now', async () => {
    zip = 'other code';
    project.synthesise();
    await expect(runCommand(project, ['apply', 'dev'])).rejects.toThrow(
      'the synthesised output has changed since the plan',
    );
  });

  it('removes a stale plan, and names the next command', async () => {
    failures = { apply: 'Error: Saved plan is stale' };
    const error = await runCommand(project, ['apply', 'dev']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommandFailed);
    expect(error).toMatchObject({ help: expect.stringMatching(/has changed since the plan.*npm run plan -- dev$/) });
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
  });

  it('keeps the plan after another failure, and names the next command', async () => {
    failures = { apply: 'Error: No valid credential sources found' };
    await expect(runCommand(project, ['apply', 'dev'])).rejects.toMatchObject({
      help: expect.stringMatching(/fix the cause, and plan the rest: npm run plan -- dev$/),
    });
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(true);
  });
});

describe('destroy', () => {
  const arn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:dev-document-pipeline';
  const machine = change('aws_sfn_state_machine.document-pipeline', ['delete'], { arn, type: 'STANDARD' });
  const express = change('aws_sfn_state_machine.classify-text', ['delete'], { arn: `${arn}-x`, type: 'EXPRESS' });
  const applied = 'terraform apply -input=false dev.destroy.tfplan';

  beforeEach(() => {
    plan = { resource_changes: [machine, express] };
  });

  it('lists the running executions, asks, stops them, and applies the plan', async () => {
    running = { [arn]: ['a', 'b'] };
    answer = true;
    await runCommand(project, ['destroy', 'dev']);
    expect(calls.slice(2)).toEqual([
      'terraform plan -destroy -input=false -no-color -out=dev.destroy.tfplan',
      'terraform show -json dev.destroy.tfplan',
      `list ${arn} in eu-west-1`,
      'Do you want to stop 2 execution(s) and destroy all of dev? Only `yes` is accepted:',
      `stop ${arn}/a`,
      `stop ${arn}/b`,
      applied,
    ]);
    expect(printed).toEqual([
      'Terraform plans …',
      'Every argument that changes is in cdktf.out/stacks/dev/dev.destroy.tfplan.txt',
      '  destroy  aws_sfn_state_machine (2)',
      'Plan: 0 to add, 0 to change, 2 to destroy.',
      '2 execution(s) are running, and end ABORTED:',
      '  document-pipeline  a  since 1970-01-01T00:00:00.000Z',
      '  document-pipeline  b  since 1970-01-01T00:00:00.000Z',
      '2 execution(s) stopped.',
      'dev is destroyed.',
    ]);
    expect(existsSync(join(stack, 'dev.destroy.tfplan'))).toBe(false);
  });

  it('does not ask with --yes', async () => {
    await runCommand(project, ['destroy', 'dev', '--yes']);
    expect(printed).toContain('No executions are running.');
    expect(calls.at(-1)).toBe(applied);
  });

  it('stops and destroys nothing if the answer is not yes', async () => {
    running = { [arn]: ['a'] };
    answer = false;
    await runCommand(project, ['destroy', 'dev']);
    expect(calls.at(-1)).toMatch(/^Do you want to stop 1 execution/);
    expect(printed.at(-1)).toBe('Nothing is destroyed. To destroy dev: npm run destroy -- dev');
    expect(existsSync(join(stack, 'dev.destroy.tfplan'))).toBe(false);
  });

  it('stops and destroys nothing if there is no terminal', async () => {
    await expect(runCommand(project, ['destroy', 'dev'])).rejects.toMatchObject({
      message: expect.stringMatching(/^there is no terminal to ask on: nothing is destroyed/),
      help: 'to destroy without a question: npm run destroy -- dev --yes',
    });
    expect(calls.at(-1)).toMatch(/^Do you want to destroy all of dev/);
  });

  it('destroys nothing if the executions cannot be listed', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    const executions = () => ({ ...project.executions('eu-west-1'), running: () => Promise.reject(denied) });
    await expect(runCommand({ ...project, executions }, ['destroy', 'dev', '--yes'])).rejects.toMatchObject({
      name: 'CommandFailed',
      message: expect.stringContaining('cannot list or stop executions: AccessDeniedException: not authorized'),
      help: expect.stringMatching(/npm run destroy -- dev again$/),
    });
    expect(calls).not.toContain(applied);
  });

  it('stops nothing of an environment that protects its data', async () => {
    protectData();
    await expect(runCommand(project, ['destroy', 'dev', '--yes'])).rejects.toThrow('dev protects its data');
    expect(calls).toEqual([]);
  });

  it.each([
    ['aws_dynamodb_table.ledger', { deletion_protection_enabled: true }],
    ['aws_s3_bucket.documents', { force_destroy: false }],
  ])('stops nothing if %s is still protected on AWS', async (address, before) => {
    plan = { resource_changes: [machine, change(address, ['delete'], before)] };
    await expect(runCommand(project, ['destroy', 'dev', '--yes'])).rejects.toThrow('AWS still protects data of dev');
    expect(calls.at(-1)).toBe('terraform show -json dev.destroy.tfplan');
  });

  it('names the next command when Terraform fails in the middle', async () => {
    failures = { apply: 'timeout' };
    await expect(runCommand(project, ['destroy', 'dev', '--yes'])).rejects.toMatchObject({
      name: 'TerraformFailed',
      help: 'what it has destroyed is gone; destroy the rest: npm run destroy -- dev',
    });
  });

  it('ends if there is nothing to destroy', async () => {
    plan = {};
    await runCommand(project, ['destroy', 'dev']);
    expect(printed.at(-1)).toBe('dev has no resources: nothing to destroy.');
  });
});
