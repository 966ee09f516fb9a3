import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';
import type { DeploymentTarget } from '../deployment-target';
import { allowService, denyWithoutTls, policyDocument, type Statement } from '../policy';

/**
 * The topics: `stored` (a document is stored), `reviews` (a person is asked), `escalations` (the first round had no
 * answer), `textract-notices` (a job has ended), `alarms`.
 *
 * They are encrypted under a key of their own and not under alias/aws/sns, whose policy cannot be changed: CloudWatch
 * could not publish to `alarms` under it. Roles of this account need no permissions for the key, by the key's policy.
 */
export class Notifications extends Construct {
  readonly stored: SnsTopic;
  readonly reviews: SnsTopic;
  readonly escalations: SnsTopic;
  readonly textractNotices: SnsTopic;
  readonly alarms: SnsTopic;
  private readonly key: KmsKey;

  constructor(
    scope: Construct,
    id: string,
    private readonly target: DeploymentTarget,
  ) {
    super(scope, id);
    this.key = this.topicsKey();
    this.stored = this.topic('stored');
    this.reviews = this.topic('reviews');
    this.escalations = this.topic('escalations');
    this.textractNotices = this.topic('textract-notices');
    this.alarms = this.topic('alarms', ({ arn }) => [
      allowService({
        sid: 'AlarmsPublish',
        service: 'cloudwatch.amazonaws.com',
        actions: ['sns:Publish'],
        resource: arn,
        sourceArn: target.arnOf('cloudwatch', `alarm:${target.nameOf('*')}`),
      }),
    ]);
  }

  private topicsKey(): KmsKey {
    const key = new KmsKey(this, 'key:topics', {
      description: `Notifications of ${this.target.environment}: messages wait encrypted in SNS`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(keyStatements(this.target)),
    });
    new KmsAlias(this, 'alias:topics', { name: `alias/${this.target.nameOf('topics')}`, targetKeyId: key.keyId });
    return key;
  }

  /** A topic under the same key; in addition to those of every environment, a pipeline may create one of its own. */
  topic(name: string, statements: (topic: SnsTopic) => readonly Statement[] = () => []): SnsTopic {
    const topic = new SnsTopic(this, `topic:${name}`, { name: this.target.nameOf(name), kmsMasterKeyId: this.key.arn });
    new SnsTopicPolicy(this, `policy:${name}`, {
      arn: topic.arn,
      policy: policyDocument([denyWithoutTls('sns:Publish', topic.arn), ...statements(topic)]),
    });
    return topic;
  }
}

/**
 * `*` in a key's policy is the key itself. The second statement is that of AWS's own key for SNS: principals of this
 * account that may publish to a topic may use the key for it, and only through SNS. The third lets alarms publish.
 */
function keyStatements(target: DeploymentTarget): Statement[] {
  const use = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  return [
    {
      Sid: 'AnyResourceBecauseAKeyPolicyIsAboutItsOwnKeyForAdministrators',
      Effect: 'Allow',
      Principal: { AWS: `arn:${target.partition}:iam::${target.account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'AnyResourceBecauseAKeyPolicyIsAboutItsOwnKeyForPublishers',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: use,
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:CallerAccount': target.account, 'kms:ViaService': `sns.${target.region}.amazonaws.com` },
      },
    },
    {
      Sid: 'AnyResourceBecauseAKeyPolicyIsAboutItsOwnKeyForAlarms',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: use,
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': target.account } },
    },
  ];
}
