import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedService, Shape } from '../service';
import { createSqs } from './create-sqs';

let stateFolder: string;
let now: number;
/** Called when a sleep is over. */
let ticked: () => void;
let sqs: EmbeddedService;
const QueueUrl = 'http://127.0.0.1:1/123456789012/q';
const deadUrl = 'http://127.0.0.1:1/123456789012/dead';

beforeEach(async () => {
  stateFolder = mkdtempSync(path.join(tmpdir(), 'sqs-'));
  now = 1_000_000_000;
  ticked = () => undefined;
  await start();
});

afterEach(() => rmSync(stateFolder, { recursive: true, force: true }));

/** A new process over the same folder, as the stack is applied at every start. */
async function start(): Promise<void> {
  const localAccount = {
    partition: 'aws',
    region: 'eu-west-1',
    account: '123456789012',
    stackFolder: stateFolder,
    stateFolder,
  };
  const clock = {
    now: () => now,
    sleep: async (seconds: number) => {
      now += seconds * 1000;
      ticked();
    },
  };
  sqs = createSqs({ localAccount, endpointUrl: 'http://127.0.0.1:1', clock });
  await call('CreateQueue', { QueueName: 'dead' });
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead',
    maxReceiveCount: 2,
  });
  await call('CreateQueue', {
    QueueName: 'q',
    Attributes: { VisibilityTimeout: '30', MessageRetentionPeriod: '3600', RedrivePolicy },
  });
}

async function call(operation: string, input: Shape): Promise<Shape> {
  const found = sqs.operations[operation];
  if (found === undefined) throw new Error(operation);
  return found.run(input, { kind: 'operator' });
}

async function receive(more: Shape = {}): Promise<readonly Shape[]> {
  const { Messages } = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more });
  return (Messages ?? []) as readonly Shape[];
}

describe('a queue', () => {
  it('hides what is received until its time is over, and counts', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'm' });
    expect(await receive()).toHaveLength(1);
    expect(await receive()).toHaveLength(0);
    now += 30_000;
    const [again] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(again?.['Attributes']).toEqual({ ApproximateReceiveCount: '2' });
  });

  it('hides nothing for longer than it was to be hidden when the time of the computer is set back', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'm' });
    await call('SendMessage', { QueueUrl, MessageBody: 'delayed', DelaySeconds: 10 });
    expect(await receive()).toHaveLength(1);

    now -= 86_400_000;
    await start();

    expect(await receive()).toHaveLength(2);
  });

  it('ends a long poll after its time, whatever the computer is set to', async () => {
    let polled = 0;
    ticked = () => {
      polled += 1;
      if (polled === 1) now -= 86_400_000;
    };

    expect(await receive({ WaitTimeSeconds: 2 })).toEqual([]);
    expect(polled).toBeGreaterThanOrEqual(20);
    expect(polled).toBeLessThan(25);
  });

  it('gives back at once what is let go, and ignores a handle that is no longer the latest', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'm' });
    const [first] = await receive();
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: first?.['ReceiptHandle'], VisibilityTimeout: 0 });
    const [second] = await receive();
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: first?.['ReceiptHandle'] });
    expect(
      await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
    ).toEqual({ Attributes: { ApproximateNumberOfMessagesNotVisible: '1' } });
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: second?.['ReceiptHandle'] });
    now += 3_000_000;
    expect(await receive()).toEqual([]);
  });

  it('hands what is received too often to its dead-letter queue', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'poison' });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await receive()).toHaveLength(1);
      now += 30_000;
    }
    expect(await receive()).toEqual([]);
    const { Messages } = await call('ReceiveMessage', { QueueUrl: deadUrl, MessageSystemAttributeNames: ['All'] });
    expect(Messages).toMatchObject([
      { Body: 'poison', Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:q' } },
    ]);
  });

  it('waits for a message as long as it is told', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'late', DelaySeconds: 3 });
    expect(await receive({ WaitTimeSeconds: 2 })).toEqual([]);
    expect(await receive({ WaitTimeSeconds: 2 })).toHaveLength(1);
  });

  it('forgets what is older than its retention', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'old' });
    now += 3_601_000;
    expect(await receive()).toEqual([]);
  });

  it('has its messages after another start', async () => {
    await call('SendMessage', {
      QueueUrl,
      MessageBody: 'kept',
      MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } },
    });
    await start();
    expect(await receive({ MessageAttributeNames: ['a'] })).toMatchObject([
      { Body: 'kept', MessageAttributes: { a: { StringValue: 'b' } } },
    ]);
  });

  it('takes a batch entry by entry', async () => {
    const Entries = [
      { Id: '1', MessageBody: 'a' },
      { Id: '2', MessageBody: 'bad \u0001' },
    ];
    expect(await call('SendMessageBatch', { QueueUrl, Entries })).toMatchObject({
      Successful: [{ Id: '1' }],
      Failed: [{ Id: '2', Code: 'InvalidMessageContents' }],
    });
  });

  it.each([
    ['SendMessage', { QueueUrl: `${QueueUrl}-absent`, MessageBody: 'm' }, 'QueueDoesNotExist'],
    ['SendMessage', { QueueUrl, MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue'],
    ['SendMessage', { QueueUrl, MessageBody: 'm', DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
    ['SetQueueAttributes', { QueueUrl, Attributes: { FifoQueue: 'true' } }, 'InvalidAttributeName'],
    ['ChangeMessageVisibility', { QueueUrl, ReceiptHandle: 'x/y', VisibilityTimeout: 1 }, 'ReceiptHandleIsInvalid'],
  ])('refuses %s that it cannot do', async (operation, input, name) => {
    await expect(call(operation, input)).rejects.toMatchObject({ name });
  });
});
