import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import type { Environment } from '../../environments';
import { DeploymentTarget } from '../deployment-target';
import { models } from './model-values';

const folder = mkdtempSync(join(tmpdir(), 'model-values-'));
afterAll(() => rmSync(folder, { recursive: true }));

const target = new DeploymentTarget(
  new TerraformStack(new App({ outdir: folder, stackTraces: false }), 'models'),
  'dev',
);
const own = `arn:${target.partition}:bedrock:${target.region}:${target.account}`;
const application = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';
const nova = 'amazon.nova-pro-v1:0';
const modelIn = (region: string) => `arn:${target.partition}:bedrock:${region}::foundation-model/${nova}`;

describe('models', () => {
  it.each<[string, Partial<Environment['bedrock']>, string, string[]]>([
    ['the model alone', {}, nova, [modelIn(target.region)]],
    [
      'a geographic profile, in the region of the environment too',
      { inferenceProfile: { id: `us.${nova}`, regions: ['us-west-2'] } },
      `us.${nova}`,
      [`${own}:inference-profile/us.${nova}`, modelIn('us-east-1'), modelIn('us-west-2')],
    ],
    [
      'a global profile, by its three ARNs',
      { inferenceProfile: { id: `global.${nova}` } },
      `global.${nova}`,
      [`${own}:inference-profile/global.${nova}`, modelIn('us-east-1'), modelIn('')],
    ],
    [
      'an application inference profile of the model',
      { inferenceProfile: { id: application } },
      application,
      [application, modelIn('us-east-1')],
    ],
    [
      'an application inference profile of a global one',
      { inferenceProfile: { id: application, copyFrom: `global.${nova}` } },
      application,
      [application, modelIn('us-east-1'), modelIn('')],
    ],
    [
      'a model of your own',
      { modelId: 'arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc' },
      'arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc',
      ['arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc'],
    ],
  ])('stands for %s', (_, settings, value, arns) => {
    const bedrock = { modelId: nova, ...settings } as Environment['bedrock'];
    expect(models(target, { region: 'us-east-1', bedrock })).toMatchObject({ ModelId: { kind: 'text', value, arns } });
  });
});
