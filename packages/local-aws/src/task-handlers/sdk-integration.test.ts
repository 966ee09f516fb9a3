import { carryOut } from '../../tests/fixtures/task-handlers-fixture';
import { ServiceError } from '../services';

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

  test('a service learns when the state no longer waits', async () => {
    const { seen, signal } = await carryOut('arn:aws:states:::aws-sdk:s3:getObject', { Bucket: 'b', Key: 'k' }, {});

    expect(seen[0]?.gone).toBe(signal);
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

describe('what is not implemented locally', () => {
  test.each([
    'arn:aws:states:::glue:startJobRun',
    'arn:aws:states:::glue:startJobRun.sync',
    'arn:aws:states:::aws-sdk:rekognition:detectFaces',
    'arn:aws:states:eu-west-1:123456789012:activity:people',
  ])('%s is refused by its resource, uncatchably', async (resource) => {
    const { result, seen } = await carryOut(resource, {}, {});

    expect(result).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining(`${resource} is not implemented locally`),
    });
    expect(seen).toEqual([]);
  });

  test('an operation the local implementation does not support is refused by service and operation', async () => {
    const error = new ServiceError(
      'NotModelledError',
      'the local implementation of s3 does not support the operation SelectObjectContent',
      501,
    );

    const { result } = await carryOut('arn:aws:states:::aws-sdk:s3:selectObjectContent', {}, error);

    expect(result).toMatchObject({ error: 'States.Runtime', cause: error.message });
  });
});
