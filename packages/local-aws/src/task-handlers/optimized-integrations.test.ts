import { StatesError } from '@document-pipelines/asl/interpreter';
import { carryOut, metadata } from '../../tests/fixtures/task-handlers-fixture';
import { ServiceError } from '../services';

describe('lambda', () => {
  test('invoke sends the payload as the machine and answers it as a value', async () => {
    const answered = { StatusCode: 200, ExecutedVersion: '1', Payload: Buffer.from('{"pages":3}') };

    const { result, seen } = await carryOut(
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'f:1', Payload: { a: 1 } },
      answered,
    );

    expect(result).toEqual({ StatusCode: 200, ExecutedVersion: '1', Payload: { pages: 3 }, ...metadata });
    expect(seen).toEqual([
      {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: 'f:1', Payload: Buffer.from('{"a":1}') },
        caller: { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/machine' },
      },
    ]);
  });

  test("a function's error is the task's by its bare name, and its whole answer is the cause", async () => {
    const payload = '{"errorType":"EmptyDocument","errorMessage":"no bytes","trace":[]}';

    const { result } = await carryOut(
      'arn:aws:states:::lambda:invoke.waitForTaskToken',
      { FunctionName: 'f' },
      { FunctionError: 'Unhandled', Payload: Buffer.from(payload) },
    );

    expect(result).toBeInstanceOf(StatesError);
    expect(result).toMatchObject({ error: 'EmptyDocument', cause: payload });
  });

  test('an error without a type is Lambda.Unknown', async () => {
    const { result } = await carryOut(
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'f' },
      { FunctionError: 'Unhandled', Payload: Buffer.from('{"errorMessage":"?"}') },
    );

    expect(result).toMatchObject({ error: 'Lambda.Unknown' });
  });

  test("a function's own ARN takes the input and answers what the handler returns", async () => {
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:f:1';

    const { result, seen } = await carryOut(arn, { a: 1 }, { StatusCode: 200, Payload: Buffer.from('false') });

    expect(result).toBe(false);
    expect(seen[0]?.input).toEqual({ FunctionName: arn, Payload: Buffer.from('{"a":1}') });
  });

  test('throttling and missing rights carry the names AWS gives them', async () => {
    const throttled = await carryOut(
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'f' },
      new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429),
    );
    const refused = await carryOut(
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'f' },
      new ServiceError('AccessDeniedException', 'User: x is not authorized', 403),
    );

    expect(throttled.result).toMatchObject({
      error: 'Lambda.TooManyRequestsException',
      cause:
        'Rate Exceeded. (Service: Lambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: request-1; Proxy: null)',
    });
    expect(refused.result).toMatchObject({ error: 'Lambda.AWSLambdaException' });
  });
});

describe('optimized integrations', () => {
  test('a message body that is a value is sent as its text', async () => {
    const { result, seen } = await carryOut(
      'arn:aws:states:::sqs:sendMessage',
      { QueueUrl: 'url', MessageBody: { a: [1] } },
      { MessageId: 'm' },
    );

    expect(seen[0]).toMatchObject({
      service: 'sqs',
      operation: 'SendMessage',
      input: { QueueUrl: 'url', MessageBody: '{"a":[1]}' },
    });
    expect(result).toEqual({ MessageId: 'm', ...metadata });
  });

  test('a message that is text is sent as it stands', async () => {
    const { seen } = await carryOut(
      'arn:aws:states:::sns:publish',
      { TopicArn: 't', Message: 'plain' },
      { MessageId: 'm' },
    );

    expect(seen[0]).toMatchObject({ service: 'sns', operation: 'Publish', input: { TopicArn: 't', Message: 'plain' } });
  });

  test('a failed condition carries the prefix of the optimized integration', async () => {
    const failed = new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');

    const { result } = await carryOut('arn:aws:states:::dynamodb:updateItem', { TableName: 't' }, failed);

    expect(result).toMatchObject({
      error: 'DynamoDB.ConditionalCheckFailedException',
      cause:
        'The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: request-1; Proxy: null)',
    });
  });

  test('details of events are sent as text, and a failed entry fails the task', async () => {
    const entries = [{ Detail: { a: 1 }, DetailType: 'd', Source: 's' }];
    const answer = {
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }],
    };

    const { result, seen } = await carryOut('arn:aws:states:::events:putEvents', { Entries: entries }, answer);

    expect(seen[0]?.input).toEqual({ Entries: [{ Detail: '{"a":1}', DetailType: 'd', Source: 's' }] });
    expect(result).toMatchObject({
      error: 'EventBridge.FailedEntry',
      cause: '{"Entries":[{"ErrorCode":"MalformedDetail","ErrorMessage":"Detail is malformed."}],"FailedEntryCount":1}',
    });
  });

  test('startExecution sends its input as text and answers in PascalCase', async () => {
    const answer = { executionArn: 'arn', startDate: new Date(0) };

    const { result, seen } = await carryOut(
      'arn:aws:states:::states:startExecution',
      { StateMachineArn: 'm', Input: { a: 1 } },
      answer,
    );

    expect(seen[0]?.input).toEqual({ stateMachineArn: 'm', input: '{"a":1}' });
    expect(result).toEqual({ ExecutionArn: 'arn', StartDate: 0, ...metadata });
  });
});
