import { type StartedForTest, startForTest } from '../../tests/fixtures/endpoint-fixture';
import { operator, resourceTypes } from '../kinds';
import { applyApp } from './apply';
import type { SynthesisedApp } from './synthesised-app';

let started: StartedForTest;

beforeAll(async () => {
  started = await startForTest();
});

afterAll(() => started.end());

function appOf(
  resources: Readonly<Record<string, SynthesisedApp['resources'][number]['arguments']>>,
  outputs: SynthesisedApp['outputs'] = {},
): SynthesisedApp {
  const list = Object.entries(resources).map(([address, args]) => {
    const [type = '', name = ''] = address.split('.');
    return { address, type, name, arguments: args, dependsOn: [] };
  });
  return { stackFolder: '.', environment: 'dev', region: 'eu-west-1', resources: list, outputs };
}

function apply(app: SynthesisedApp) {
  return applyApp(app, resourceTypes, {
    localAccount: started.localAccount,
    services: started.services,
    policies: started.policies,
  });
}

const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:letters';

describe('applying a stack', () => {
  it('gives attributes and outputs as the provider means them', async () => {
    const { outputs, attributes } = await apply(
      appOf(
        {
          'aws_sqs_queue.letters': {
            name: 'letters',
            message_retention_seconds: 1_209_600,
            redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":3}',
          },
          'aws_sqs_queue.dead': { name: 'dead' },
          'aws_s3_bucket.docs': { bucket: 'docs-${data.aws_caller_identity.current.account_id}', force_destroy: true },
          'aws_dynamodb_table.orders': {
            name: 'orders',
            hash_key: 'documentId',
            attribute: [{ name: 'documentId', type: 'S' }],
            billing_mode: 'PAY_PER_REQUEST',
          },
          'aws_kms_key.main': { description: 'd' },
        },
        {
          url: '${aws_sqs_queue.letters.url}',
          text: 'in ${aws_s3_bucket.docs.id} of ${data.aws_partition.current.partition}/${data.aws_region.current.region}',
          key: '${aws_kms_key.main.arn}',
        },
      ),
    );
    expect(outputs).toEqual({
      url: `${started.endpoint.url}/123456789012/letters`,
      text: 'in docs-123456789012 of aws/eu-west-1',
      key: expect.stringMatching(/^arn:aws:kms:eu-west-1:123456789012:key\/[0-9a-f-]{36}$/),
    });
    expect(attributes['aws_sqs_queue.letters']).toMatchObject({
      id: outputs['url'],
      arn: queueArn,
      message_retention_seconds: 1_209_600,
    });
    expect(attributes['aws_s3_bucket.docs']).toMatchObject({
      id: 'docs-123456789012',
      arn: 'arn:aws:s3:::docs-123456789012',
    });
    expect(attributes['aws_dynamodb_table.orders']).toMatchObject({
      id: 'orders',
      arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders',
    });
  });

  it('lists what has no local effect, and says why', async () => {
    const { withoutLocalEffect, outputs } = await apply(
      appOf(
        { 'aws_cloudwatch_log_group.l': { name: '/aws/vendedlogs/states/m', retention_in_days: 30 } },
        { log: '${aws_cloudwatch_log_group.l.arn}' },
      ),
    );
    expect(withoutLocalEffect).toEqual([
      {
        address: 'aws_cloudwatch_log_group.l',
        type: 'aws_cloudwatch_log_group',
        why: 'logs are files, kept until they are cleaned',
      },
    ]);
    expect(outputs).toEqual({ log: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/states/m' });
  });

  it('keeps a subscription by email, and lists it as one that does nothing on a laptop', async () => {
    const topic_arn = '${aws_sns_topic.notices.arn}';
    const { withoutLocalEffect, attributes } = await apply(
      appOf({
        'aws_sns_topic.notices': { name: 'notices' },
        'aws_sqs_queue.copies': { name: 'copies' },
        'aws_sns_topic_subscription.person': { topic_arn, protocol: 'email', endpoint: 'team@example.com' },
        'aws_sns_topic_subscription.copy': { topic_arn, protocol: 'sqs', endpoint: '${aws_sqs_queue.copies.arn}' },
        'aws_cloudwatch_log_metric_filter.waited': { name: 'waited', pattern: '', log_group_name: 'log' },
      }),
    );
    expect(withoutLocalEffect.map(({ address, type }) => [address, type])).toEqual([
      ['aws_sns_topic_subscription.person', 'aws_sns_topic_subscription by email'],
      ['aws_cloudwatch_log_metric_filter.waited', 'aws_cloudwatch_log_metric_filter'],
    ]);
    const TopicArn = attributes['aws_sns_topic.notices']?.['arn'];
    const { Subscriptions } = await started.services.call('sns', 'ListSubscriptionsByTopic', { TopicArn }, operator);
    expect(Subscriptions).toMatchObject([{ Protocol: 'email', Endpoint: 'team@example.com' }, { Protocol: 'sqs' }]);
  });

  it.each([
    [
      {
        'aws_sns_topic.t': { name: 't' },
        'aws_sns_topic_subscription.s': {
          topic_arn: '${aws_sns_topic.t.arn}',
          protocol: 'email',
          endpoint: 'team@example.com',
          filter_policy: '{}',
        },
      },
      'aws_sns_topic_subscription.s: the local implementation of aws_sns_topic_subscription does not support the argument filter_policy',
    ],
    [
      { 'aws_ecs_cluster.c': {} },
      'aws_ecs_cluster: no local implementation (aws_ecs_cluster.c)\n  = help: leave them out of the local environment: --without aws_ecs_cluster',
    ],
    [
      { 'aws_sqs_queue.q': { name: 'q', fifo: true } },
      'aws_sqs_queue.q: the local implementation of aws_sqs_queue does not support the argument fifo',
    ],
    [{ 'aws_sqs_queue.q': { name: 'a b' } }, 'aws_sqs_queue.q: Can only include alphanumeric characters'],
    [{ 'aws_sqs_queue.q': { name: 'q.fifo' } }, 'aws_sqs_queue.q: FIFO queues are not implemented locally'],
    [
      { 'aws_sqs_queue.q': { name: 'q', message_retention_seconds: 9_999_999 } },
      'aws_sqs_queue.q: Invalid value for the parameter MessageRetentionPeriod',
    ],
    [
      { 'aws_s3_bucket.b': { bucket: 'Not_A_Bucket' } },
      'aws_s3_bucket.b: The specified bucket is not valid: Not_A_Bucket',
    ],
    [
      { 'aws_iam_role.r': { name: 'r'.repeat(65), assume_role_policy: '{}' } },
      'aws_iam_role.r: a role name has 1 to 64 letters',
    ],
    [
      { 'aws_iam_role.r': { name: 'r', assume_role_policy: '{}' } },
      'aws_iam_role.r: the policy of role arn:aws:iam::123456789012:role/r cannot be evaluated',
    ],
    [{ 'aws_dynamodb_table.t': { name: 'a!' } }, 'aws_dynamodb_table.t: a table name has 3 to 255 letters'],
    [
      { 'aws_cloudwatch_event_rule.r': { name: 'r', schedule_expression: 'rate(1 day)' } },
      'aws_cloudwatch_event_rule.r: the rule r runs by a schedule, which is not implemented locally',
    ],
    [
      { 'aws_sns_topic.t': { name: 't', policy: '${aws_sns_topic.absent.arn}' } },
      'aws_sns_topic.t depends on aws_sns_topic.absent, which is not a resource of this stack',
    ],
    [
      { 'aws_sns_topic.t': { name: '${data.aws_ami.x.id}' } },
      'aws_sns_topic.t: the argument name refers to data.aws_ami.x.id: data.aws_ami is not implemented locally',
    ],
    [
      { 'aws_sqs_queue.q': { name: 'q' }, 'aws_sns_topic.t': { name: '${aws_sqs_queue.q.colour}' } },
      'aws_sns_topic.t: the argument name refers to aws_sqs_queue.q.colour, which the local implementation does not return; it has arn, id, name, url',
    ],
  ])('refuses %j by name', async (resources, message) => {
    await expect(apply(appOf(resources))).rejects.toThrow(message);
  });
});
