import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentCache } from '@document-pipelines/asl/content-cache';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { App } from 'cdktf';
import { type Environment, loadEnvironments } from '../../environments';
import { functionNames } from '../function-bundles';
import { PipelinesStack } from '../pipelines-stack';
import { checkedDefinitions } from '../synthesis/checked-definitions';
import { withoutTokenTraces } from '../synthesis/without-token-traces';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'alarms-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [prod] = loadEnvironments(join(root, 'environments'), ['prod']) as [Environment];
const definitions = checkedDefinitions(join(root, 'definitions'), contentCache(join(root, '.cache', 'definitions')));
const bundle = { zipPath: 'none', sha256Base64: 'none', handler: 'index.handler' } as const;
const bundles = Object.fromEntries(functionNames(join(root, 'functions')).map((name) => [name, bundle]));

type Resources = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** The stack of prod with other settings. */
function stackWith(settings: Partial<Environment>) {
  const { resource, output } = withoutTokenTraces(() => {
    const app = new App({ outdir: folder, stackTraces: false });
    const stack = new PipelinesStack(app, { environment: { ...prod, ...settings }, bundles, definitions });
    return stack.toTerraform() as { resource: Resources; output: Readonly<Record<string, JsonObject>> };
  });
  const alarms = resource['aws_cloudwatch_metric_alarm'] ?? {};
  const actions = new Set(Object.values(alarms).map((alarm) => JSON.stringify(alarm['alarm_actions'])));
  const subscription = resource['aws_sns_topic_subscription']?.['alarms'];
  return { alarms, actions: [...actions].map((each) => JSON.parse(each)), subscription, resource, output };
}

const own = '${aws_sns_topic.alarms.arn}';
const onCall = 'arn:aws:sns:us-east-1:123456789012:on-call';

describe('alarms', () => {
  it('publish to the topic of the environment, which no one receives without a setting', () => {
    const { actions, subscription, output } = stackWith({ alarms: undefined });
    expect(actions).toEqual([[own]]);
    expect(subscription).toBeUndefined();
    expect(output['alarms_topic_arn']).toMatchObject({ value: own });
  });

  it('are sent to the address of the environment, as it is written', () => {
    const { actions, subscription } = stackWith({ alarms: { email: 'on-${call}@example.com' } });
    expect(actions).toEqual([[own]]);
    expect(subscription).toMatchObject({ topic_arn: own, protocol: 'email', endpoint: 'on-$${call}@example.com' });
  });

  it('publish to an existing topic too', () => {
    const { actions, subscription } = stackWith({ alarms: { topicArn: onCall } });
    expect(actions).toEqual([[own, onCall]]);
    expect(subscription).toBeUndefined();
  });

  it('do not measure reviews of which no one is reminded', () => {
    const { alarms, resource } = stackWith({ review: { ...prod.review, reminders: [] } });
    expect(Object.keys(alarms)).not.toContain('reviews-age');
    expect(resource).not.toHaveProperty('aws_cloudwatch_log_metric_filter');
  });
});
