import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DetectDocumentTextCommand, TextractClient } from '@aws-sdk/client-textract';
import { type StartedForTest, startForTest } from '../../tests/fixtures/endpoint-fixture';
import { ServiceError, type Shape } from '../services';

const operator = { kind: 'operator' } as const;
let started: StartedForTest;
const calls: { readonly operation: string; readonly input: Shape }[] = [];

/** A service whose operation records its calls. */
function registerFake(name: string, operation: string, answer: (input: Shape) => Shape): void {
  const run = async (input: Shape) => {
    calls.push({ operation: `${name}:${operation}`, input });
    return answer(input);
  };
  started.services.register({ name, operations: { [operation]: { permissions: () => [], run } } });
}

beforeAll(async () => {
  started = await startForTest();
});

beforeEach(() => {
  calls.length = 0;
});

afterAll(() => started.end());

describe('DynamoDB', () => {
  it('updates under conditions and answers bytes', async () => {
    const dynamodb = new DynamoDBClient(started.clientOptions());
    const table = {
      TableName: 'orders',
      KeySchema: [{ AttributeName: 'documentId', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'documentId', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    };
    await started.services.call('dynamodb', 'CreateTable', table, operator);
    const Key = { documentId: { S: 'd' } };
    await dynamodb.send(
      new PutItemCommand({ TableName: 'orders', Item: { ...Key, bytes: { B: Uint8Array.of(1, 2) }, n: { N: '1' } } }),
    );
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'orders', Key }));
    expect(Item).toEqual({ ...Key, bytes: { B: Uint8Array.of(1, 2) }, n: { N: '1' } });
    const update = new UpdateItemCommand({
      TableName: 'orders',
      Key,
      UpdateExpression: 'SET n = :two',
      ConditionExpression: 'n = :two',
      ExpressionAttributeValues: { ':two': { N: '2' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(dynamodb.send(update)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { n: { N: '1' } },
    });
    await expect(
      dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'orders', Item: Key } }] })),
    ).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining('dynamodb does not support the operation TransactWriteItems'),
    });
    dynamodb.destroy();
  });
});

describe('SQS', () => {
  it('sends, receives, hides and deletes by the queue URL it gave', async () => {
    const sqs = new SQSClient(started.clientOptions());
    await started.services.call('sqs', 'CreateQueue', { QueueName: 'letters' }, operator);
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'letters' }));
    expect(QueueUrl).toBe(`${started.endpoint.url}/123456789012/letters`);
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'a' },
      raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(7) },
    };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"a":"ü"}', MessageAttributes }));
    const folder = path.join(started.localAccount.stateFolder, 'queues', 'letters');
    expect(readdirSync(folder)).toHaveLength(1);
    const received = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }),
    );
    const [message] = received.Messages ?? [];
    expect(message).toMatchObject({
      Body: '{"a":"ü"}',
      MessageAttributes,
      Attributes: { ApproximateReceiveCount: '1' },
    });
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '1' });
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect(readdirSync(folder)).toHaveLength(0);
    sqs.destroy();
  });

  it('names a queue that is not there', async () => {
    const sqs = new SQSClient(started.clientOptions());
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'absent' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    sqs.destroy();
  });
});

describe('SNS', () => {
  it('keeps what is published as a line a person can read', async () => {
    const sns = new SNSClient(started.clientOptions());
    const { TopicArn } = await started.services.call('sns', 'CreateTopic', { Name: 'notices' }, operator);
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'a&b' } };
    const { MessageId } = await sns.send(
      new PublishCommand({ TopicArn: String(TopicArn), Subject: 's', Message: '{"review":"r"}', MessageAttributes }),
    );
    const lines = readFileSync(path.join(started.localAccount.stateFolder, 'notifications', 'notices.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        messageId: MessageId,
        subject: 's',
        message: { review: 'r' },
        attributes: { kind: { Type: 'String', Value: 'a&b' } },
      },
    ]);
    await expect(sns.send(new PublishCommand({ TopicArn: `${TopicArn}-absent`, Message: 'm' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    sns.destroy();
  });
});

describe('services that others make', () => {
  it('reaches Step Functions, and answers times as the SDK reads them', async () => {
    registerFake('states', 'StartExecution', () => ({ executionArn: 'arn:x', startDate: new Date(1_700_000_000_500) }));
    const sfn = new SFNClient(started.clientOptions());
    const answer = await sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn:m', input: '{"a":1}' }));
    expect(answer).toMatchObject({ executionArn: 'arn:x', startDate: new Date(1_700_000_000_500) });
    expect(calls).toEqual([
      { operation: 'states:StartExecution', input: { stateMachineArn: 'arn:m', input: '{"a":1}' } },
    ]);
    registerFake('states', 'SendTaskSuccess', () => {
      throw new ServiceError('TaskTimedOut', 'Task Timed Out');
    });
    await expect(sfn.send(new SendTaskSuccessCommand({ taskToken: 't', output: '1' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
      message: 'Task Timed Out',
    });
    sfn.destroy();
  });

  it('reaches Textract with bytes', async () => {
    registerFake('textract', 'DetectDocumentText', () => ({ DocumentMetadata: { Pages: 1 }, Blocks: [] }));
    const textract = new TextractClient(started.clientOptions());
    const answer = await textract.send(new DetectDocumentTextCommand({ Document: { Bytes: Uint8Array.of(1, 255) } }));
    expect(answer.DocumentMetadata).toEqual({ Pages: 1 });
    expect(calls[0]?.input).toEqual({ Document: { Bytes: Uint8Array.of(1, 255) } });
    textract.destroy();
  });

  it('lets an operation know when its client has gone', async () => {
    const leaving = new AbortController();
    const left = new Promise<unknown>((resolve) => {
      const run = (_: Shape, __: unknown, gone?: AbortSignal) =>
        new Promise<Shape>((___, reject) => {
          gone?.addEventListener('abort', () => {
            resolve(gone.reason);
            reject(gone.reason);
          });
          leaving.abort();
        });
      started.services.register({
        name: 'textract',
        operations: { DetectDocumentText: { permissions: () => [], run } },
      });
    });
    const textract = new TextractClient(started.clientOptions());
    const command = new DetectDocumentTextCommand({ Document: { Bytes: Uint8Array.of(1) } });
    await expect(textract.send(command, { abortSignal: leaving.signal })).rejects.toThrow(/abort/i);
    expect(await left).toMatchObject({ message: 'the client has closed its connection' });
    textract.destroy();
  });

  it('reaches Lambda, and answers what the function threw', async () => {
    registerFake('lambda', 'Invoke', () => ({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      ExecutedVersion: '3',
      Payload: Buffer.from('{"errorType":"E"}'),
    }));
    const lambda = new LambdaClient(started.clientOptions());
    const FunctionName = 'arn:aws:lambda:eu-west-1:123456789012:function:f:live';
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from('{"a":1}'), InvocationType: 'RequestResponse' }),
    );
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '3' });
    expect(answer.Payload?.transformToString()).toBe('{"errorType":"E"}');
    expect(calls[0]?.input).toMatchObject({
      FunctionName,
      InvocationType: 'RequestResponse',
      Payload: new Uint8Array(Buffer.from('{"a":1}')),
    });
    lambda.destroy();
  });

  it('reaches Bedrock with the images in a conversation as bytes, and refuses the rest by name', async () => {
    registerFake('bedrock', 'Converse', () => ({
      stopReason: 'end_turn',
      output: { message: { role: 'assistant', content: [{ text: 'hi' }] } },
    }));
    const bedrock = new BedrockRuntimeClient(started.clientOptions());
    const image = { format: 'png', source: { bytes: Uint8Array.of(1) } } as const;
    const answer = await bedrock.send(
      new ConverseCommand({ modelId: 'eu.anthropic.x:0', messages: [{ role: 'user', content: [{ image }] }] }),
    );
    expect(answer.stopReason).toBe('end_turn');
    expect(calls[0]?.input).toEqual({
      modelId: 'eu.anthropic.x:0',
      messages: [{ role: 'user', content: [{ image }] }],
    });
    await expect(bedrock.send(new InvokeModelCommand({ modelId: 'm', body: '{}' }))).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining('InvokeModel'),
    });
    bedrock.destroy();
  });
});
