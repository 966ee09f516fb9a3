import type { Json } from '../../asl/definition';
import { parseResource, StatesError, type TaskCall } from '../../interpreter';
import { type Caller, ServiceError, type Services, type Shape } from '../services';
import { createTaskHandlers } from '.';

interface Seen {
  service: string;
  operation: string;
  input: Shape;
  caller: Caller;
}

/** Services that note what they are asked and give one answer. */
function servicesAnswering(answer: Shape | Error): { services: Services; seen: Seen[] } {
  const seen: Seen[] = [];
  const services: Services = {
    register: () => undefined,
    call: async (service, operation, input, caller) => {
      seen.push({ service, operation, input, caller });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { services, seen };
}

function taskCall(resource: string, args: Json): TaskCall {
  const integration = parseResource(resource);
  if (integration === undefined) throw new Error(`not a resource: ${resource}`);
  return {
    resource,
    integration,
    arguments: args,
    stateName: 'CallIt',
    executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:machine:one',
    stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine',
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    retryCount: 0,
    mapIndexes: [],
    submitted: () => undefined,
  };
}

async function carryOut(resource: string, args: Json, answer: Shape | Error) {
  const { services, seen } = servicesAnswering(answer);
  const handlers = createTaskHandlers({ services, requestId: () => 'request-1' });
  const result = await handlers
    .call(taskCall(resource, args), new AbortController().signal)
    .catch((error: unknown) => error);
  return { result, seen };
}

const metadata = {
  SdkHttpMetadata: {
    AllHttpHeaders: { 'x-amzn-RequestId': ['request-1'] },
    HttpHeaders: { 'x-amzn-RequestId': 'request-1' },
    HttpStatusCode: 200,
  },
  SdkResponseMetadata: { RequestId: 'request-1' },
};

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
    expect(result).toEqual({ ExecutionArn: 'arn', StartDate: '1970-01-01T00:00:00.000Z', ...metadata });
  });
});

describe('aws-sdk integrations', () => {
  test('a body that is an object is stored as its JSON text, a string with its quotes', async () => {
    const object = await carryOut(
      'arn:aws:states:::aws-sdk:s3:putObject',
      { Bucket: 'b', Key: 'k', Body: { a: 1 } },
      { ETag: '"e"' },
    );
    const string = await carryOut(
      'arn:aws:states:::aws-sdk:s3:putObject',
      { Bucket: 'b', Key: 'k', Body: 'text data' },
      {},
    );

    expect(object.seen[0]).toMatchObject({
      service: 's3',
      operation: 'PutObject',
      input: { Body: Buffer.from('{"a":1}') },
    });
    expect(object.result).toEqual({ ETag: '"e"' });
    expect(string.seen[0]?.input['Body']).toEqual(Buffer.from('"text data"'));
  });

  test('bytes come back as text and times as ISO 8601', async () => {
    const answer = { Body: Buffer.from('hé'), LastModified: new Date(1000), VersionId: undefined, $metadata: {} };

    const { result } = await carryOut('arn:aws:states:::aws-sdk:s3:getObject', { Bucket: 'b', Key: 'k' }, answer);

    expect(result).toEqual({ Body: 'hé', LastModified: '1970-01-01T00:00:01.000Z' });
  });

  test.each([
    ['s3:getObject', new ServiceError('NoSuchKey', 'The specified key does not exist.', 404), 'S3.NoSuchKeyException'],
    ['s3:getObject', new ServiceError('AccessDenied', 'no', 403), 'S3.S3Exception'],
    [
      'dynamodb:updateItem',
      new ServiceError('ConditionalCheckFailedException', 'no'),
      'DynamoDb.ConditionalCheckFailedException',
    ],
    [
      'bedrockruntime:converse',
      new ServiceError('ThrottlingException', 'slow', 429),
      'BedrockRuntime.ThrottlingException',
    ],
    [
      'bedrockruntime:converse',
      new ServiceError('AccessDeniedException', 'no', 403),
      'BedrockRuntime.AccessDeniedException',
    ],
    ['sfn:sendTaskSuccess', new ServiceError('InvalidToken', 'no'), 'Sfn.InvalidTokenException'],
  ])('an error of %s is named as the SDK does', async (operation, error, name) => {
    const { result } = await carryOut(`arn:aws:states:::aws-sdk:${operation}`, {}, error);

    expect(result).toMatchObject({ error: name });
  });

  test('a cause is worded as the SDK does', async () => {
    const { result } = await carryOut(
      'arn:aws:states:::aws-sdk:s3:getObject',
      {},
      new ServiceError('NoSuchKey', 'The specified key does not exist.', 404),
    );

    expect(result).toMatchObject({
      cause:
        'The specified key does not exist. (Service: S3, Status Code: 404, Request ID: request-1) (SDK Attempt Count: 1)',
    });
  });

  test('converse is written in PascalCase and sent in camelCase, and free-form documents keep their keys', async () => {
    const schema = { type: 'object', properties: { DocumentType: { type: 'string' }, lineItems: { type: 'array' } } };
    const args = {
      ModelId: 'm',
      Messages: [{ Role: 'user', Content: [{ Text: 'T' }] }],
      InferenceConfig: { MaxTokens: 10 },
      ToolConfig: {
        ToolChoice: { Tool: { Name: 'record' } },
        Tools: [{ ToolSpec: { Name: 'record', InputSchema: { Json: schema } } }],
      },
      AdditionalModelRequestFields: { TopK: 1 },
    };
    const answer = {
      output: {
        message: {
          role: 'assistant',
          content: [{ toolUse: { toolUseId: 'u', name: 'record', input: { lineItems: [{ unitPrice: '1' }] } } }],
        },
      },
      stopReason: 'tool_use',
      usage: { inputTokens: 1 },
      $metadata: { requestId: 'x' },
    };

    const { result, seen } = await carryOut('arn:aws:states:::aws-sdk:bedrockruntime:converse', args, answer);

    expect(seen[0]).toMatchObject({ service: 'bedrock', operation: 'Converse' });
    expect(seen[0]?.input).toEqual({
      modelId: 'm',
      messages: [{ role: 'user', content: [{ text: 'T' }] }],
      inferenceConfig: { maxTokens: 10 },
      toolConfig: {
        toolChoice: { tool: { name: 'record' } },
        tools: [{ toolSpec: { name: 'record', inputSchema: { json: schema } } }],
      },
      additionalModelRequestFields: { TopK: 1 },
    });
    expect(result).toEqual({
      Output: {
        Message: {
          Role: 'assistant',
          Content: [{ ToolUse: { ToolUseId: 'u', Name: 'record', Input: { lineItems: [{ unitPrice: '1' }] } } }],
        },
      },
      StopReason: 'tool_use',
      Usage: { InputTokens: 1 },
    });
  });
});

describe('what has no stand-in', () => {
  test.each([
    'arn:aws:states:::glue:startJobRun',
    'arn:aws:states:::states:startExecution.sync:2',
    'arn:aws:states:::aws-sdk:rekognition:detectFaces',
    'arn:aws:states:eu-west-1:123456789012:activity:people',
  ])('%s is refused by its resource, uncatchably', async (resource) => {
    const { result, seen } = await carryOut(resource, {}, {});

    expect(result).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining(`${resource} has no stand-in on the laptop`),
    });
    expect(seen).toEqual([]);
  });

  test('an operation the stand-in does not model is refused by service and operation', async () => {
    const error = new ServiceError(
      'NotModelledError',
      'the stand-in of s3 does not model the operation SelectObjectContent',
      501,
    );

    const { result } = await carryOut('arn:aws:states:::aws-sdk:s3:selectObjectContent', {}, error);

    expect(result).toMatchObject({ error: 'States.Runtime', cause: error.message });
  });
});
