import { request } from 'node:http';
import { checkDefinition } from '@document-pipelines/asl/check';
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { findVariableReferences } from '@document-pipelines/asl/expressions';
import { drawMermaid, placeGraph, readGraph } from '@document-pipelines/asl/graph';
import { deriveExecutionPolicy } from '@document-pipelines/asl/iam';
import { parseDefinition, substitute } from '@document-pipelines/asl/load';
import { callRestApi } from '../../packages/local-aws/src/services/rest-api';
import { type OpenedLedger, openLedger } from '../ledger/opened-ledger';
import { runDefinition } from './run-definition';

/** What every object inherits: a lookup of such a name in a table must not find it. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '__defineGetter__',
];

const services = ['s3', 'dynamodb', 'sqs', 'sns', 'events', 'scheduler', 'lambda', 'states', 'textract', 'bedrock'];

describe('requests with names that objects inherit', () => {
  let ledger: OpenedLedger;
  let lambdaName: string;
  beforeAll(async () => {
    ledger = await openLedger();
    lambdaName = String(ledger.local.outputs['review_decision_function_name']);
  });
  afterAll(() => ledger.close());

  const bucket = () => ledger.account.names.documentBucketName;

  interface Asked {
    readonly service: string;
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }

  function answer({ service, method = 'POST', path = '/', headers = {}, body = '' }: Asked): Promise<string> {
    const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    return new Promise((resolve, reject) => {
      const { port } = new URL(ledger.local.endpointUrl);
      const sent = request(
        { host: '127.0.0.1', port, method, path, headers: { authorization, ...headers } },
        (response) => {
          const chunks: Uint8Array[] = [];
          response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
          response.on('end', () => resolve(`${response.statusCode} ${Buffer.concat(chunks).toString()}`));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** The resource does not exist, or is not modelled: an expected error. */
  const refused = /^(4\d\d|501) /;
  const json = (target: string, input: object): Pick<Asked, 'headers' | 'body'> => ({
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(input),
  });

  it.each(names)('%s is no service, and no operation of any', async (name) => {
    expect(await answer({ service: name, ...json(`X.${name}`, {}) })).toMatch(refused);
    for (const service of services) {
      expect(await answer({ service, ...json(`X.${name}`, {}) })).toMatch(refused);
      expect(await answer({ service, method: 'GET', path: `/${name}` })).toMatch(refused);
      expect(await answer({ service, body: `Action=${name}&Version=1` })).toMatch(refused);
    }
  });

  it.each(names)('%s is no table, queue, topic, function, schedule, model, API or state machine', async (name) => {
    const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
    const machine = ledger.account.names.documentPipelineArn;
    const asked: readonly Asked[] = [
      { service: 'dynamodb', ...json('D.GetItem', { TableName: name, Key: { [name]: { S: 'x' } } }) },
      { service: 'dynamodb', ...json('D.BatchGetItem', { RequestItems: { [name]: { Keys: [] } } }) },
      { service: 'sqs', ...json('S.GetQueueUrl', { QueueName: name }) },
      {
        service: 'sqs',
        ...json('S.SendMessage', { QueueUrl: `http://127.0.0.1/123456789012/${name}`, MessageBody: 'm' }),
      },
      { service: 'sns', body: `Action=Publish&TopicArn=${arn('sns', name)}&Message=m` },
      {
        service: 'states',
        ...json('S.DescribeStateMachine', { stateMachineArn: arn('states', `stateMachine:${name}`) }),
      },
      { service: 'states', ...json('S.StartExecution', { stateMachineArn: `${machine}:${name}` }) },
      { service: 'states', ...json('S.DescribeStateMachineAlias', { stateMachineAliasArn: `${machine}:${name}` }) },
      {
        service: 'states',
        ...json('S.DescribeExecution', { executionArn: `${arn('states', 'execution')}:${name}:${name}` }),
      },
      { service: 'states', ...json('S.DescribeActivity', { activityArn: arn('states', `activity:${name}`) }) },
      { service: 'states', ...json('S.SendTaskSuccess', { taskToken: name, output: '1' }) },
      { service: 'textract', ...json('T.GetDocumentTextDetection', { JobId: name }) },
      { service: 'scheduler', method: 'GET', path: `/schedules/${name}` },
      { service: 'scheduler', method: 'GET', path: `/schedules/${name}?groupName=${name}` },
      { service: 'lambda', path: `/2015-03-31/functions/${name}/invocations` },
      { service: 'lambda', path: `/2015-03-31/functions/${lambdaName}/invocations?Qualifier=${name}` },
      { service: 'bedrock', path: `/model/${name}/${name}`, body: '{}' },
      { service: 'bedrock', path: `/model/${name}/converse`, body: '{"messages":[]}' },
      { service: 's3', method: 'GET', path: `/${name}/${name}` },
      { service: 's3', method: 'GET', path: `/${bucket()}/${name}?versionId=${name}` },
      { service: 's3', method: 'GET', path: `/${bucket()}/${name}?tagging` },
      { service: 'execute-api', path: `/_rest-api/${name}/${name}/${name}`, body: '{}' },
      { service: 'execute-api', path: `/_http-api/${name}/${name}`, body: '{}' },
    ];

    for (const each of asked) expect([each, await answer(each)]).toEqual([each, expect.stringMatching(refused)]);
  });

  it.each(names)('%s is a key, a tag, metadata, an attribute and a checksum like any other', async (name) => {
    const path = `/${bucket()}/other/${name}`;
    const headers = {
      [`x-amz-meta-${name}`]: 'kept',
      'x-amz-tagging': `${name}=kept`,
      [`x-amz-checksum-${name}`]: 'x',
    };
    expect(await answer({ service: 's3', method: 'PUT', path, headers, body: name })).toMatch(/^200 /);
    expect(await answer({ service: 's3', method: 'GET', path })).toBe(`200 ${name}`);
    expect(await answer({ service: 's3', method: 'GET', path: `${path}?tagging` })).toContain(`<Key>${name}</Key>`);

    const QueueUrl = ledger.account.names.deadLetterQueueUrl;
    const MessageAttributes = { [name]: { DataType: 'String', StringValue: 'kept' } };
    expect(
      await answer({ service: 'sqs', ...json('S.SendMessage', { QueueUrl, MessageBody: 'm', MessageAttributes }) }),
    ).toMatch(/^200 /);
    const receive = { QueueUrl, MessageAttributeNames: ['All'], AttributeNames: [name], MaxNumberOfMessages: 1 };
    expect(await answer({ service: 'sqs', ...json('S.ReceiveMessage', receive) })).toContain(`"${name}":{"`);
    await ledger.call('sqs', 'PurgeQueue', { QueueUrl });
  });

  it('is no stage and no type of content of a REST API', async () => {
    const [stage] = Object.entries(ledger.local.applied.attributes).flatMap(([address, attributes]) =>
      address.startsWith('aws_api_gateway_stage.') ? [new URL(String(attributes['invoke_url']))] : [],
    );
    const [, prefix, api] = stage?.pathname.split('/') ?? [];

    for (const name of names) {
      expect(await answer({ service: 'execute-api', path: `/${prefix}/${api}/${name}/x`, body: '{}' })).toMatch(
        refused,
      );
      const asked = { method: 'POST', path: '/classify', headers: { 'content-type': name }, body: { text: 'x' } };
      expect((await callRestApi(ledger.local, asked)).status).toBe(415);
    }
  });
});

describe('a definition with names that objects inherit', () => {
  const states = names.map((name, at) => {
    const next = names[at + 1];
    const way = next === undefined ? { End: true } : { Next: next };
    const Parameters = Object.fromEntries(names.map((each) => [`${each}.$`, '$.name']));
    return [
      name,
      { Type: 'Pass', Parameters: { ...Parameters, 'name.$': '$.name' }, Assign: { [name]: name }, ...way },
    ];
  });
  const text = JSON.stringify({ StartAt: names[0], States: Object.fromEntries(states) });
  const expected = Object.fromEntries([...names, 'name'].map((name) => [name, 'Ada']));

  it('is clean, and runs', async () => {
    const { definition, diagnostics } = parseDefinition(text, 'names.asl.json');
    const found = checkDefinition(definition!).filter(({ ruleId }) => ruleId !== 'unused-variable');
    expect([...diagnostics, ...found]).toEqual([]);

    const { status, output } = await runDefinition(definition!.value as unknown as StateMachineDefinition, {
      input: { name: 'Ada' },
    });

    expect({ status, output: JSON.parse(JSON.stringify(output)) }).toEqual({ status: 'SUCCEEDED', output: expected });
  });

  it('is drawn, and has its variables listed by state', () => {
    const { definition } = parseDefinition(text.replaceAll('$.name', '$name'), 'names.asl.json');
    const value = definition!.value as unknown as StateMachineDefinition;

    const references = findVariableReferences(value);
    expect(Object.keys(references).sort()).toEqual([...names].sort());
    expect(drawMermaid(placeGraph(readGraph('names', value)))).toContain('constructor');
  });

  it.each(names)('finds no state, placeholder, function, operator or delimiter that is called %s', (name) => {
    const read = (value: object) => parseDefinition(JSON.stringify(value), 'a.asl.json').definition!;
    const rulesOf = (value: object) => checkDefinition(read(value)).map(({ ruleId }) => ruleId);
    const only = (state: object) => ({ StartAt: 'A', States: { A: state } });

    expect(rulesOf(only({ Type: 'Pass', Next: name }))).toContain('unknown-next-state');
    expect(rulesOf(only({ Type: name, End: true }))).toContain('unknown-value');
    expect(rulesOf(only({ Type: 'Pass', End: true, [name]: 1 }))).toContain('unknown-field');
    expect(rulesOf(only({ Type: 'Pass', End: true, QueryLanguage: name }))).not.toEqual([]);
    expect(rulesOf(only({ Type: 'Choice', Choices: [{ Variable: '$.a', [name]: 1, Next: 'A' }] }))).not.toEqual([]);
    expect(rulesOf(only({ Type: 'Pass', Parameters: { 'a.$': `States.${name}($.a)` }, End: true }))).not.toEqual([]);
    expect(rulesOf(only({ Type: 'Task', Resource: `arn:aws:states:::${name}:${name}`, End: true }))).not.toEqual([]);
    for (const call of [`aws-sdk:${name}:${name}`, `aws-sdk:sqs:${name}`]) {
      const task = { Type: 'Task', Resource: `arn:aws:states:::${call}`, Parameters: { [name]: 1 }, End: true };
      const { statements } = deriveExecutionPolicy(only(task) as never, {}, client);
      expect(JSON.stringify(statements)).not.toMatch(/native code|undefined|\[object/);
    }
    const placeholder = read(only({ Type: 'Pass', Result: `\${${name}}`, End: true }));
    expect(substitute(placeholder, {}).diagnostics).toHaveLength(1);
    const reader = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: name };
    expect(() => runDefinition(distributedMap(reader) as never)).toThrow('CSVDelimiter');
  });
});

const client = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'm' };

function distributedMap(ReaderConfig: object): object {
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'A',
    States: { A: { Type: 'Succeed' } },
  };
  const ItemReader = { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig, Parameters: { Bucket: 'b', Key: 'k' } };
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor, ItemReader, End: true } } };
}
