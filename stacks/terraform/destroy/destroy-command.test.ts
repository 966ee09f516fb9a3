import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { planChange, terraformWorld } from '../../../tests/fixtures/terraform-world-fixture';
import { runCommand } from '../run-command';

const world = terraformWorld();
const { calls, printed, project, stack } = world;

describe('destroy', () => {
  const arn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:dev-document-pipeline';
  const machine = planChange('aws_sfn_state_machine.document-pipeline', ['delete'], { arn, type: 'STANDARD' });
  const express = planChange('aws_sfn_state_machine.classify-text', ['delete'], { arn: `${arn}-x`, type: 'EXPRESS' });
  const applied = 'terraform apply -input=false dev.destroy.tfplan';

  beforeEach(() => {
    world.plan = { resource_changes: [machine, express] };
  });

  it('lists the running executions, asks, stops them, and applies the plan', async () => {
    world.running = { [arn]: ['a', 'b'] };
    world.answer = true;
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
    world.running = { [arn]: ['a'] };
    world.answer = false;
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
    world.protectData();
    await expect(runCommand(project, ['destroy', 'dev', '--yes'])).rejects.toThrow('dev protects its data');
    expect(calls).toEqual([]);
  });

  it.each([
    ['aws_dynamodb_table.ledger', { deletion_protection_enabled: true }],
    ['aws_s3_bucket.documents', { force_destroy: false }],
  ])('stops nothing if %s is still protected on AWS', async (address, before) => {
    world.plan = { resource_changes: [machine, planChange(address, ['delete'], before)] };
    await expect(runCommand(project, ['destroy', 'dev', '--yes'])).rejects.toThrow('AWS still protects data of dev');
    expect(calls.at(-1)).toBe('terraform show -json dev.destroy.tfplan');
  });

  it('names the next command when Terraform fails in the middle', async () => {
    world.failures = { apply: 'timeout' };
    await expect(runCommand(project, ['destroy', 'dev', '--yes'])).rejects.toMatchObject({
      name: 'TerraformFailed',
      help: 'what it has destroyed is gone; destroy the rest: npm run destroy -- dev',
    });
  });

  it('ends if there is nothing to destroy', async () => {
    world.plan = {};
    await runCommand(project, ['destroy', 'dev']);
    expect(printed.at(-1)).toBe('dev has no resources: nothing to destroy.');
  });
});
