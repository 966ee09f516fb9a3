import { optionalText, requiredText, shapesOf, textsByName } from '../input';
import { keyPermissions } from '../key-permissions';
import { type EmbeddedService, type Permission, ServiceError, type Shape } from '../service';
import { publish } from './publish';
import { type SnsOptions, SnsState } from './sns-state';

/**
 * SNS standard topics: every publish is a line in the folder `notifications`; deliveries to subscribers use the outbox.
 * https://docs.aws.amazon.com/sns/latest/api/API_Operations.html
 */
export function createSns(options: SnsOptions): EmbeddedService {
  const state = new SnsState(options);
  const onTopic =
    (action: string) =>
    (input: Shape): readonly Permission[] => {
      const resource = optionalText(input, 'TopicArn') ?? optionalText(input, 'TargetArn') ?? '*';
      const keyArn = action === 'sns:Publish' ? state.find(resource)?.kmsKeyArn : undefined;
      const actions = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;
      return [
        { action, resource },
        ...keyPermissions({ keyArn, actions, service: 'sns', region: options.localAccount.region }),
      ];
    };
  return {
    name: 'sns',
    operations: {
      CreateTopic: { permissions: onTopic('sns:CreateTopic'), run: (input) => createTopic(state, input) },
      Subscribe: { permissions: onTopic('sns:Subscribe'), run: (input) => subscribe(state, input) },
      Publish: { permissions: onTopic('sns:Publish'), run: (input) => publish(state, input) },
      PublishBatch: { permissions: onTopic('sns:Publish'), run: (input) => publishBatch(state, input) },
      ListTopics: {
        permissions: onTopic('sns:ListTopics'),
        run: async () => ({ Topics: state.all().map((topic) => ({ TopicArn: topic.arn })) }),
      },
      ListSubscriptionsByTopic: {
        permissions: onTopic('sns:ListSubscriptionsByTopic'),
        run: (input) => listSubscriptions(state, input),
      },
    },
  };
}

async function createTopic(state: SnsState, input: Shape): Promise<Shape> {
  const name = requiredText(input, 'Name');
  if (name.endsWith('.fifo'))
    throw new ServiceError('InvalidParameter', `FIFO topics are not implemented locally: ${name}`);
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(name))
    throw new ServiceError(
      'InvalidParameter',
      `Invalid parameter: Topic Name ${name}: 1 to 256 letters, digits, hyphens or underscores`,
    );
  return { TopicArn: state.create(name, textsByName(input, 'Attributes')['KmsMasterKeyId']).arn };
}

async function subscribe(state: SnsState, input: Shape): Promise<Shape> {
  const topic = state.topicOf(requiredText(input, 'TopicArn'));
  const attributes = textsByName(input, 'Attributes');
  return {
    SubscriptionArn: state.subscribe(
      topic,
      requiredText(input, 'Protocol'),
      requiredText(input, 'Endpoint'),
      attributes,
    ),
  };
}

async function publishBatch(state: SnsState, input: Shape): Promise<Shape> {
  const Successful: Shape[] = [];
  for (const entry of shapesOf(input, 'PublishBatchRequestEntries')) {
    const { MessageId } = await publish(state, { ...entry, TopicArn: input['TopicArn'] });
    Successful.push({ Id: requiredText(entry, 'Id'), MessageId });
  }
  return { Successful, Failed: [] };
}

async function listSubscriptions(state: SnsState, input: Shape): Promise<Shape> {
  const topic = state.topicOf(requiredText(input, 'TopicArn'));
  const Owner = state.options.localAccount.account;
  const Subscriptions = topic.subscriptions.map(({ arn, protocol, endpoint }) => ({
    SubscriptionArn: arn,
    Owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topic.arn,
  }));
  return { Subscriptions };
}
