import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { optimizedIntegrations, parseResource } from '../definition';
import {
  apiModelSource,
  findServiceCall,
  nearName,
  nearService,
  readApiModel,
  readServiceNames,
  serviceCallOf,
} from '.';
import { compactModel } from './generate/compact-model';
import { sdkErrorName, sdkMemberName, sdkOperationName, sdkServiceName } from './sdk-names';
import type { ServiceResource } from './service-call';

const resourceOf = (call: string) => parseResource(`arn:aws:states:::${call}`) as ServiceResource;

describe('the names of the AWS SDK for Java v2', () => {
  it.each([
    ['SFN', 'Sfn'],
    ['DynamoDB', 'DynamoDb'],
    ['CloudWatch Logs', 'CloudWatchLogs'],
    ['Directory Service', 'Directory'],
    ['Cost and Usage Report Service', 'CostAndUsageReport'],
    ['EC2', 'Ec2'],
    ['SESv2', 'SesV2'],
  ])('of the service %s is %s', (serviceId, name) => {
    expect(sdkServiceName(serviceId)).toBe(name);
  });

  it.each([
    ['DBSubnetGroupName', 'DbSubnetGroupName'],
    ['SNSTopicArn', 'SnsTopicArn'],
    ['ETag', 'ETag'],
    ['ARN', 'Arn'],
    ['S3Bucket', 'S3Bucket'],
    ['maxTokens', 'MaxTokens'],
    ['VPCId', 'VpcId'],
  ])('of the member %s is %s', (member, name) => {
    expect(sdkMemberName(member)).toBe(name);
  });

  it('of operations are in camelCase, of errors end in Exception', () => {
    expect(sdkOperationName('ListObjectsV2')).toBe('listObjectsV2');
    expect(
      ['NoSuchKey', 'ThrottlingException', 'InternalServerError', 'EntityTemporarilyUnavailableFault'].map(
        sdkErrorName,
      ),
    ).toEqual([
      'NoSuchKeyException',
      'ThrottlingException',
      'InternalServerErrorException',
      'EntityTemporarilyUnavailableException',
    ]);
  });
});

describe('the table of API models', () => {
  it('has a file for every service of its index, and is small enough to be packed', () => {
    const folder = join(__dirname, 'service-models');
    const files = readdirSync(folder);
    const services = Object.keys(readServiceNames());

    expect(files.filter((file) => file.endsWith('.jsonl.br')).sort()).toEqual(
      services.map((each) => `${each}.jsonl.br`).sort(),
    );
    expect(services.length).toBeGreaterThan(400);
    const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(bytes).toBeLessThan(5_000_000);
    expect(readFileSync(join(__dirname, '..', '..', '..', '..', '..', 'NOTICE'), 'utf8')).toContain(
      `botocore ${apiModelSource.version}
  (${apiModelSource.date})`,
    );
  });

  it('has the operation behind every optimized integration', () => {
    const unknown = Object.keys(optimizedIntegrations).filter(
      (key) => findServiceCall(resourceOf(key)).kind !== 'call',
    );

    expect(unknown).toEqual([]);
  });

  it('has members, requirements and errors as Step Functions names them', () => {
    const send = serviceCallOf(resourceOf('sqs:sendMessage'));
    expect(send?.input?.required).toEqual(['QueueUrl', 'MessageBody']);
    expect(serviceCallOf(resourceOf('aws-sdk:rds:createDBInstance'))?.input?.members).toHaveProperty(
      'DbInstanceIdentifier',
    );
    expect(readApiModel('dynamodb')?.operation('getItem')?.errors).toContain('ProvisionedThroughputExceededException');
    expect(readApiModel('dynamodb')?.throttles).toContain('ThrottlingException');
  });

  it('does not have other services and operations', () => {
    expect(findServiceCall(resourceOf('aws-sdk:stepfunctions:startExecution')).kind).toBe('unknownService');
    expect(findServiceCall(resourceOf('aws-sdk:s3:listObjectV2')).kind).toBe('unknownOperation');
    expect(readApiModel('../../../package')).toBeUndefined();
  });
});

describe('a name that was meant', () => {
  it.each([
    ['stepfunctions', 'sfn'],
    ['logs', 'cloudwatchlogs'],
    ['bedrock-runtime', 'bedrockruntime'],
    ['secretmanager', 'secretsmanager'],
    ['iotanalytics', undefined],
    ['nothing', undefined],
  ])('of the service %s is %s', (written, service) => {
    expect(nearService(written)).toBe(service);
  });

  it('is one edit away, two of a long name, and has the same digits', () => {
    expect(nearName('tableName', ['TableName', 'Item'])).toBe('TableName');
    expect(nearName('MesageBodi', ['MessageBody'])).toBe('MessageBody');
    expect(nearName('S3Uri2', ['S3Uri'])).toBeUndefined();
    expect(nearName('Str', ['S', 'N'])).toBeUndefined();
  });
});

describe('a generated model', () => {
  it('keeps what JSON shows: members, requirements that the SDK does not fill in, throttles', () => {
    const model = compactModel({
      metadata: { serviceId: 'Print Service', endpointPrefix: 'print' },
      operations: {
        Print: {
          name: 'Print',
          input: { shape: 'Input' },
          errors: [{ shape: 'SlowDownFault' }, { shape: 'NoPaper' }],
        },
      },
      shapes: {
        Input: {
          type: 'structure',
          required: ['DBName', 'token'],
          members: {
            DBName: { shape: 'Text' },
            token: { shape: 'Text', idempotencyToken: true },
            more: { shape: 'Input' },
          },
        },
        Text: { type: 'string', min: 1 },
        SlowDownFault: { type: 'structure', exception: true, error: { httpStatusCode: 503 } },
        NoPaper: { type: 'structure', exception: true },
      },
    });

    expect(model).toEqual({
      errorPrefix: 'Print',
      operations: { print: { input: 0, errors: ['NoPaperException', 'SlowDownException'] } },
      shapes: [
        { type: 'object', members: { DbName: 1, Token: 1, More: 0 }, required: ['DbName'] },
        { type: 'string', min: 1 },
      ],
      throttles: ['SlowDownException'],
    });
  });
});
