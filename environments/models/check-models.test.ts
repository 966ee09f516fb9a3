import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvironments } from '../load-environments';
import { parseEnvironment } from '../parse-environment';

/** With alarms that notify someone: without, it has a warning. */
const dev = `${readFileSync(join(__dirname, '..', 'dev.yaml'), 'utf8')}alarms: { email: team@example.com }\n`;
const haiku = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const profile = /^ {2}inferenceProfile:\n( {4}.*\n)+/m;
const application = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123';

/** dev.yaml with another profile, and in another region; each as it is in YAML. */
function withProfile(inferenceProfile: string, region = 'us-east-1'): string {
  expect(dev).toMatch(profile);
  return dev
    .replace(profile, `  inferenceProfile: ${inferenceProfile}\n`)
    .replace('region: us-east-1', `region: ${region}`);
}

/** The diagnostics, as `severity line:column message`. */
function said(text: string): string[] {
  const { diagnostics } = parseEnvironment(text, 'dev.yaml');
  return diagnostics.map(
    ({ severity, span: { start }, message }) => `${severity} ${start.line}:${start.column} ${message}`,
  );
}

describe("an environment's inference profile", () => {
  it.each([
    ['a profile of the United States', `{ id: us.${haiku}, regions: [us-east-1, us-west-2] }`, 'us-east-1'],
    ['a global one', `{ id: global.${haiku} }`, 'ap-south-1'],
    ['one of Europe', `{ id: eu.${haiku}, regions: [eu-west-1] }`, 'eu-central-1'],
    ['one of Asia, from the Emirates', `{ id: apac.${haiku}, regions: [ap-south-1] }`, 'me-central-1'],
    ['one of Japan', `{ id: jp.${haiku}, regions: [ap-northeast-1, ap-northeast-3] }`, 'ap-northeast-3'],
    ['one of your own', `{ id: '${application}' }`, 'us-east-1'],
    [
      'one of your own for several regions',
      `{ id: '${application}', copyFrom: us.${haiku}, regions: [us-east-2] }`,
      'us-east-1',
    ],
    ['one of your own for every region', `{ id: '${application}', copyFrom: global.${haiku} }`, 'us-east-1'],
  ])('may be %s', (_, inferenceProfile, region) => {
    expect(said(withProfile(inferenceProfile, region))).toEqual([]);
  });

  it.each([
    [
      'a region that the prefix does not fit',
      `{ id: eu.${haiku}, regions: [eu-west-1] }`,
      'us-east-1',
      `21:27 the inference profile \`eu.${haiku}\` cannot be called from us-east-1`,
    ],
    [
      'GovCloud and a global profile',
      `{ id: global.${haiku} }`,
      'us-gov-west-1',
      `21:27 the inference profile \`global.${haiku}\` cannot be called from us-gov-west-1`,
    ],
    [
      'another model',
      '{ id: us.anthropic.claude-opus-4-7, regions: [us-east-1] }',
      'us-east-1',
      `21:27 the inference profile \`us.anthropic.claude-opus-4-7\` is not one of the model \`${haiku}\``,
    ],
    [
      'regions that it does not route to',
      `{ id: us.${haiku}, regions: [us-east-1, eu-west-1] }`,
      'us-east-1',
      '21:93 a profile `us.…` does not route to eu-west-1',
    ],
    [
      'no regions',
      `{ id: us.${haiku} }`,
      'us-east-1',
      '21:3 `bedrock.inferenceProfile.regions` is missing: the role needs the model in each region that the profile routes to',
    ],
    [
      'regions for a global profile',
      `{ id: global.${haiku}, regions: [us-east-1] }`,
      'us-east-1',
      '21:85 `bedrock.inferenceProfile.regions` cannot be given for a global profile, which routes to every commercial region',
    ],
    [
      'an application inference profile of another region',
      `{ id: '${application}' }`,
      'us-west-2',
      '21:27 the inference profile of us-east-1 cannot be called from us-west-2',
    ],
    [
      'an application inference profile that was made from another model',
      `{ id: '${application}', copyFrom: us.amazon.nova-pro-v1:0, regions: [us-east-1] }`,
      'us-east-1',
      `21:116 the inference profile \`us.amazon.nova-pro-v1:0\` is not one of the model \`${haiku}\``,
    ],
    [
      'regions without the profile that has them',
      `{ id: '${application}', regions: [us-east-1] }`,
      'us-east-1',
      '21:115 `bedrock.inferenceProfile.regions` is only for a profile that routes to several regions',
    ],
    [
      'a copy of what is no application inference profile',
      `{ id: us.${haiku}, copyFrom: us.${haiku}, regions: [us-east-1] }`,
      'us-east-1',
      '21:82 `bedrock.inferenceProfile.copyFrom` is only for the ARN of an application inference profile',
    ],
    [
      'the ARN of something else',
      "{ id: 'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc' }",
      'us-east-1',
      '21:27 `bedrock.inferenceProfile.id` must be the id of a profile, or the ARN of an application inference profile, it is `arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc`',
    ],
  ])('is an error with its line for %s', (_, inferenceProfile, region, message) => {
    expect(said(withProfile(inferenceProfile, region))).toContain(`error ${message}`);
  });

  it('is checked for former models too', () => {
    const former = (entry: string) => dev.replace('  requestsPerMinute', `  former: [${entry}]\n  requestsPerMinute`);
    expect(said(former('{ modelId: amazon.nova-pro-v1:0, guardrail: { id: gr1, version: DRAFT } }'))).toEqual([]);
    expect(said(former(`{ modelId: ${haiku}, inferenceProfile: { id: eu.${haiku}, regions: [eu-west-1] } }`))).toEqual([
      `error 27:89 the inference profile \`eu.${haiku}\` cannot be called from us-east-1`,
    ]);
    const { diagnostics } = parseEnvironment(former('{ modelID: amazon.nova-pro-v1:0 }'), 'dev.yaml');
    expect(diagnostics).toMatchObject([
      { message: '`bedrock.former.0.modelID` is not a key of an environment', help: 'did you mean `modelId`?' },
    ]);
  });

  it('is no model id', () => {
    expect(said(dev.replace(profile, '').replace(`modelId: ${haiku}`, `modelId: us.${haiku}`))).toEqual([
      `error 20:12 \`bedrock.modelId\` must be a model, \`us.${haiku}\` is an inference profile`,
    ]);
  });

  it('is a warning if its prefix is unknown', () => {
    const text = withProfile(`{ id: amer.${haiku}, regions: [us-east-1] }`);
    const { environment, diagnostics } = parseEnvironment(text, 'dev.yaml');
    expect(environment?.bedrock.inferenceProfile?.id).toBe(`amer.${haiku}`);
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        span: { start: { line: 21, column: 27 } },
        message: expect.stringContaining('the prefix `amer.` of an inference profile is unknown'),
        help: expect.stringContaining('`us.`'),
      },
    ]);
  });

  it('prints the warning when environments are loaded', () => {
    const folder = mkdtempSync(join(tmpdir(), 'check-models-'));
    const warnings: string[] = [];
    writeFileSync(join(folder, 'dev.yaml'), withProfile(`{ id: amer.${haiku}, regions: [us-east-1] }`));
    loadEnvironments(folder, undefined, (text) => warnings.push(text));
    rmSync(folder, { recursive: true });
    expect(warnings).toEqual([expect.stringMatching(/dev\.yaml:21:27: warning: the prefix `amer\.`/)]);
  });
});
