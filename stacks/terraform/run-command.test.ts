import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from './commands';
import { runCommand } from './run-command';

const root = mkdtempSync(join(tmpdir(), 'terraform-commands-'));
const stack = join(root, 'cdktf.out', 'stacks', 'dev');
const calls: string[] = [];
const printed: string[] = [];
let zip = 'first code';
let changes: readonly object[] = [];

const project: Project = {
  root,
  print: (text) => printed.push(text),
  synthesise: () => {
    calls.push('synthesise');
    mkdirSync(join(stack, 'assets'), { recursive: true });
    writeFileSync(join(stack, 'cdk.tf.json'), '{}');
    writeFileSync(join(stack, 'assets', 'validate-document.zip'), zip);
  },
  terraform: (folder, parameters) => {
    expect(folder).toBe(stack);
    calls.push(`terraform ${parameters.join(' ')}`);
    if (parameters[0] === 'init') writeFileSync(join(stack, '.terraform.lock.hcl'), 'checksums');
    if (parameters[0] === 'plan') writeFileSync(join(stack, 'dev.tfplan'), 'a plan');
  },
  terraformOutput: (folder, parameters) => {
    expect(folder).toBe(stack);
    calls.push(`terraform ${parameters.join(' ')}`);
    return JSON.stringify({ resource_changes: changes });
  },
};

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'environments'), { recursive: true });
  for (const name of ['dev', 'prod']) writeFileSync(join(root, 'environments', `${name}.yaml`), '');
  calls.length = 0;
  printed.length = 0;
  zip = 'first code';
  changes = [];
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('runCommand', () => {
  it('lists the environments and where they are synthesised to', () => {
    runCommand(project, ['list']);
    expect(printed).toEqual(['dev   cdktf.out/stacks/dev', 'prod  cdktf.out/stacks/prod']);
  });

  it('lists them as JSON, by whether their data are protected', () => {
    const environments = join(__dirname, '..', '..', 'environments');
    for (const name of ['dev', 'prod'])
      copyFileSync(join(environments, `${name}.yaml`), join(root, 'environments', `${name}.yaml`));
    runCommand(project, ['list', '--json']);
    expect(JSON.parse(printed.join(''))).toEqual({ unprotected: ['dev'], protected: ['prod'] });
  });

  it.each([
    [[], 'there is no command ``; available: plan, apply, destroy, list'],
    [['toString', 'dev'], 'there is no command `toString`'],
    [['plan'], 'which environment? npm run plan -- dev (available: dev, prod)'],
    [['plan', 'prd'], 'there is no environment `prd`; available: dev, prod'],
    [['apply', 'dev'], 'there is no plan for dev: run npm run plan -- dev'],
  ])('answers %j with what there is to choose from', (parameters, message) => {
    expect(() => runCommand(project, parameters)).toThrow(message);
    expect(calls).toEqual([]);
  });

  it('plans what it has just synthesised and keeps the plan', () => {
    runCommand(project, ['plan', 'dev']);
    expect(calls).toEqual([
      'synthesise',
      'terraform init -input=false',
      'terraform plan -input=false -out=dev.tfplan',
      'terraform show -json dev.tfplan',
    ]);
    expect(printed).toEqual(['The plan is saved. Apply exactly this plan: npm run apply -- dev']);
  });

  it('warns of a model that a role loses by the plan, and keeps the plan', () => {
    const Resource = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude';
    const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource }] });
    const change = {
      actions: ['update'],
      before: { policy },
      after: { policy: '{"Statement":[]}' },
      after_unknown: {},
    };
    changes = [{ address: 'aws_iam_role_policy.classify-text', type: 'aws_iam_role_policy', change }];
    runCommand(project, ['plan', 'dev']);
    expect(printed).toContain(`    loses ${Resource}`);
    expect(printed.at(-1)).toBe('The plan is saved. Apply exactly this plan: npm run apply -- dev');
  });

  it("keeps Terraform's lock file in the project and gives it back", () => {
    runCommand(project, ['plan', 'dev']);
    expect(readFileSync(join(root, 'terraform.lock.hcl'), 'utf8')).toBe('checksums');
    rmSync(join(root, 'cdktf.out'), { recursive: true });
    runCommand({ ...project, terraform: () => undefined }, ['destroy', 'dev']);
    expect(readFileSync(join(stack, '.terraform.lock.hcl'), 'utf8')).toBe('checksums');
  });

  it('applies exactly the kept plan, without planning or synthesising again, and once', () => {
    runCommand(project, ['plan', 'dev']);
    calls.length = 0;
    runCommand(project, ['apply', 'dev']);
    expect(calls).toEqual(['terraform apply -input=false dev.tfplan']);
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
    expect(() => runCommand(project, ['apply', 'dev'])).toThrow('there is no plan for dev');
  });

  it('refuses a plan when other code lies in the zips by now', () => {
    runCommand(project, ['plan', 'dev']);
    zip = 'other code';
    project.synthesise();
    expect(() => runCommand(project, ['apply', 'dev'])).toThrow('the synthesised output has changed since the plan');
  });
});
