import {
  account,
  type DeliveriesForTest,
  operator,
  queueArn,
  startDeliveries,
} from '../../../tests/fixtures/deliveries-fixture';
import type { Caller, Shape } from '../service';

let world: DeliveriesForTest;
beforeEach(async () => {
  world = await startDeliveries();
});
afterEach(() => world.started.end());

describe('a notification', () => {
  const topicArn = `arn:aws:sns:eu-west-1:${account}:t`;

  it('reaches functions and queues whose policies let the topic in', async () => {
    const invoked: Shape[] = [];
    const functionArn = `arn:aws:lambda:eu-west-1:${account}:function:f`;
    const Invoke = {
      permissions: () => [{ action: 'lambda:InvokeFunction', resource: functionArn }],
      run: async (input: Shape, caller: Caller) => {
        invoked.push({ ...input, caller });
        return { StatusCode: 202 };
      },
    };
    world.started.services.register({ name: 'lambda', operations: { Invoke } });
    world.started.policies.putResourceStatement(functionArn, 's', {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn,
      Condition: { ArnLike: { 'aws:SourceArn': topicArn } },
    });
    await world.started.services.call('sns', 'CreateTopic', { Name: 't' }, operator);
    await world.started.services.call(
      'sns',
      'Subscribe',
      { TopicArn: topicArn, Protocol: 'lambda', Endpoint: functionArn },
      operator,
    );
    await world.started.services.call(
      'sns',
      'Subscribe',
      { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn('target') },
      operator,
    );
    await world.started.services.call('sns', 'Publish', { TopicArn: topicArn, Message: '{"JobId":"j"}' }, operator);
    await world.started.storage.whenDelivered();
    expect(invoked).toMatchObject([
      {
        FunctionName: functionArn,
        InvocationType: 'Event',
        caller: { kind: 'service', service: 'sns.amazonaws.com', sourceArn: topicArn },
      },
    ]);
    const payload = JSON.parse(String(invoked[0]?.['Payload']));
    expect(payload).toMatchObject({
      Records: [
        {
          EventSource: 'aws:sns',
          Sns: { Type: 'Notification', TopicArn: topicArn, Message: '{"JobId":"j"}', Subject: null },
        },
      ],
    });
    expect(world.started.undelivered).toMatchObject([{ to: queueArn('target'), ended: 'dropped' }]);
  });
});
