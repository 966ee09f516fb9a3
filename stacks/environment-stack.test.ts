import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { App } from 'cdktf';
import { Construct } from 'constructs';
import { type Environment, loadEnvironments } from '../environments';
import { EnvironmentStack } from './environment-stack';

const folder = mkdtempSync(join(tmpdir(), 'environment-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [dev] = loadEnvironments(join(__dirname, '..', 'environments'), ['dev']) as [Environment];

class Empty extends EnvironmentStack {
  constructor(change: Partial<Environment> = {}) {
    super(new App({ outdir: folder, stackTraces: false }), { ...dev, ...change });
  }
}

describe('EnvironmentStack', () => {
  it('keeps its state in S3, locked natively, when the environment names a bucket', () => {
    const stack = new Empty({ stateBucket: { name: 'states', region: 'eu-west-1' } });
    expect(stack.toTerraform()).toMatchObject({
      terraform: {
        backend: {
          s3: {
            bucket: 'states',
            region: 'eu-west-1',
            key: 'document-pipelines/dev.tfstate',
            encrypt: true,
            use_lockfile: true,
          },
        },
      },
    });
  });

  it('hands tags to Terraform as they were written', () => {
    const stack = new Empty({ tags: { note: '${x} and %{y}' }, allowedAccountIds: ['012345678901'] });
    expect(stack.toTerraform()).toMatchObject({
      provider: {
        aws: [
          {
            allowed_account_ids: ['012345678901'],
            default_tags: [{ tags: { note: '$${x} and %%{y}', environment: 'dev' } }],
          },
        ],
      },
    });
  });

  it('gives a resource the same address wherever it stands', () => {
    const stack = new Empty();
    const deep = new Construct(new Construct(stack, 'a'), 'b');
    new SnsTopic(deep, 'topic:stored', { name: 'stored' });
    expect(stack.toTerraform()).toMatchObject({ resource: { aws_sns_topic: { stored: { name: 'stored' } } } });
  });

  it('refuses two resources of one address, of which Terraform would see the last only', () => {
    const stack = new Empty();
    new SnsTopic(new Construct(stack, 'a'), 'topic:stored', { name: 'one' });
    new SnsTopic(new Construct(stack, 'b'), 'topic:stored', { name: 'two' });
    expect(() => stack.toTerraform()).toThrow('two resources have the address aws_sns_topic.stored');
  });
});
