import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { planChange, terraformWorld } from '../../tests/fixtures/terraform-world-fixture';
import { CommandFailed, type Project } from './project';
import { runCommand } from './run-command';

const world = terraformWorld();
const { calls, printed, project, root, stack } = world;

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
    world.plan = { resource_changes: [planChange('aws_iam_role_policy.classify-text', ['update'], { policy }, after)] };
    await runCommand(project, ['plan', 'dev']);
    expect(printed).toContain(`    loses ${Resource}`);
    expect(printed.at(-1)).toBe(saved);
  });

  it('refuses to lose data that are protected, deletes the plan, and keeps what Terraform printed', async () => {
    world.protectData();
    world.plan = { resource_changes: [planChange('aws_sqs_queue.dead-letters', ['delete'], {})] };
    await expect(runCommand(project, ['plan', 'dev'])).rejects.toThrow(
      'this plan would lose data of dev, whose `protectData` is true: the saved plan is deleted',
    );
    expect(printed).toContain('  destroy  aws_sqs_queue (1)');
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
    expect(existsSync(join(stack, 'dev.tfplan.txt'))).toBe(true);
    await expect(runCommand(project, ['apply', 'dev'])).rejects.toThrow('there is no plan for dev');
  });

  it('plans the same if they are not protected', async () => {
    world.plan = { resource_changes: [planChange('aws_sqs_queue.dead-letters', ['delete'], {})] };
    await runCommand(project, ['plan', 'dev']);
    expect(printed.at(-1)).toBe(saved);
  });

  it('prints warnings of Terraform, which are in the file', async () => {
    world.planText = 'a plan\n\nWarning: Deprecated attribute\n\n  on cdk.tf.json line 1';
    await runCommand(project, ['plan', 'dev']);
    expect(printed[2]).toBe('Warning: Deprecated attribute');
  });

  it('keeps no plan that changes nothing', async () => {
    world.plan = { applyable: false, resource_changes: [planChange('aws_sns_topic.stored', ['no-op'], {}, {})] };
    await runCommand(project, ['plan', 'dev']);
    expect(printed.slice(-2)).toEqual(['No changes.', 'There is nothing to apply.']);
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
  });

  it('leaves no older plan behind when Terraform fails', async () => {
    await runCommand(project, ['plan', 'dev']);
    world.failures = { plan: 'no credentials' };
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
    world.zip = 'other code';
    project.synthesise();
    await expect(runCommand(project, ['apply', 'dev'])).rejects.toThrow(
      'the synthesised output has changed since the plan',
    );
  });

  it('removes a stale plan, and names the next command', async () => {
    world.failures = { apply: 'Error: Saved plan is stale' };
    const error = await runCommand(project, ['apply', 'dev']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommandFailed);
    expect(error).toMatchObject({ help: expect.stringMatching(/has changed since the plan.*npm run plan -- dev$/) });
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(false);
  });

  it('keeps the plan after another failure, and names the next command', async () => {
    world.failures = { apply: 'Error: No valid credential sources found' };
    await expect(runCommand(project, ['apply', 'dev'])).rejects.toMatchObject({
      help: expect.stringMatching(/fix the cause, and plan the rest: npm run plan -- dev$/),
    });
    expect(existsSync(join(stack, 'dev.tfplan'))).toBe(true);
  });
});
