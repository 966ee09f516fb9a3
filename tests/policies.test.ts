import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import { createConverse } from '../offline-reader';
import { keptChecks } from './kept-checks';
import { type App, retryNever, withoutStatement } from './roles/change-policies';
import { sharedReader } from './shared-reader';
import { synthesisedCopy } from './synthesised-stacks/synthesise';

const synthesis = synthesisedCopy();
const machineName = 'dev-document-pipeline';
let stateFolder: string;
let local: Local | undefined;
let troubles: string[];

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'policies-'));
  troubles = [];
});

afterEach(async () => {
  await local?.close();
  local = undefined;
  rmSync(stateFolder, { recursive: true });
});

afterAll(() => synthesis.remove());

/** Sends a sample through the stack changed by `change`, and waits until it is idle. */
async function run(sample: string, change: (app: App) => App): Promise<Local> {
  const running = await startLocal({
    stackFolder: join(synthesis.folder, 'stacks', 'dev'),
    stateFolder,
    command: 'test',
    converse: createConverse(),
    checks: keptChecks,
    reader: sharedReader,
    onTrouble: (message) => troubles.push(message),
    change: (app) => retryNever(change(app)),
  });
  local = running;
  const Body = readFileSync(join(synthesis.root, 'samples', sample));
  const input = { Bucket: running.outputs['document_bucket_name'], Key: `incoming/${sample}`, Body };
  await running.services.call('s3', 'PutObject', input, { kind: 'operator' });
  await running.idle();
  return running;
}

/** Returns the stack without these resources. */
function without(...addresses: readonly string[]): (app: App) => App {
  return (app) => {
    for (const address of addresses) {
      if (!app.resources.some((resource) => resource.address === address))
        throw new Error(`there is no ${address} to take away`);
    }
    const isKept = (address: string): boolean => !addresses.includes(address);
    return {
      ...app,
      resources: app.resources
        .filter(({ address }) => isKept(address))
        .map((resource) => ({ ...resource, dependsOn: resource.dependsOn.filter(isKept) })),
    };
  };
}

async function deadLetters(running: Local): Promise<readonly JsonObject[]> {
  const input = { QueueUrl: running.outputs['dead_letter_queue_url'], MaxNumberOfMessages: 10 };
  const { Messages: messages } = await running.services.call('sqs', 'ReceiveMessage', input, { kind: 'operator' });
  return ((messages ?? []) as readonly { readonly Body: string }[]).map(({ Body }) => JSON.parse(Body) as JsonObject);
}

test('with every policy in place the document is stored, and nothing is in trouble', async () => {
  const running = await run('contract.pdf', (app) => app);

  expect(running.states.list(machineName)).toMatchObject([{ status: 'SUCCEEDED', output: { outcome: 'STORED' } }]);
  expect(troubles).toEqual([]);
});

describe('a delivery that a policy no longer admits is refused by name', () => {
  test("the rule's role may not start the machine: the event goes to the queue of what was undelivered", async () => {
    const running = await run('invoice.pdf', without('aws_iam_role_policy.incoming-documents'));

    expect(running.states.list(machineName)).toEqual([]);
    expect(troubles).toEqual([
      expect.stringMatching(/rule\/dev-incoming-documents .*states:StartExecution.*\(dead-letter queue\)/),
    ]);
  });

  test('and without the policy of that queue it is dropped, which is said', async () => {
    await run('invoice.pdf', without('aws_iam_role_policy.incoming-documents', 'aws_sqs_queue_policy.undelivered'));

    expect(troubles.join('\n')).toMatch(/rule\/dev-incoming-documents .*states:StartExecution/);
    expect(troubles.join('\n')).toMatch(/dropped/);
  });

  test('the rule may not assume its role', async () => {
    const running = await run('invoice.pdf', (app) => ({
      ...app,
      resources: app.resources.map((resource) =>
        resource.address === 'aws_iam_role.incoming-documents'
          ? {
              ...resource,
              arguments: {
                ...resource.arguments,
                assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
              },
            }
          : resource,
      ),
    }));

    expect(running.states.list(machineName)).toEqual([]);
    expect(troubles.join('\n')).toMatch(/events.amazonaws.com.*assume|assume.*events.amazonaws.com/);
  });

  test("Textract's notice may not invoke the function: the document waits for its text", async () => {
    const running = await run('contract.pdf', without('aws_lambda_permission.complete-extraction'));

    expect(troubles).toEqual([
      expect.stringMatching(
        /dev-textract-notices.*could not deliver to .*dev-complete-extraction.*lambda:InvokeFunction/,
      ),
    ]);
    expect(running.states.list(machineName)).toMatchObject([{ status: 'RUNNING', position: { stateName: 'Extract' } }]);
  });

  test('the net may not invoke its function: a failed execution is not recorded, which is said', async () => {
    const without1 = without('aws_lambda_permission.record-failed-execution');
    const without2 = withoutStatement('aws_iam_role_policy.document-pipeline', 'BedrockInvokeModel');

    const running = await run('invoice.pdf', (app) => without1(without2(app)));

    expect(running.states.list(machineName)).toMatchObject([{ status: 'FAILED' }]);
    expect(troubles).toEqual([
      expect.stringMatching(
        /rule\/dev-failed-executions could not deliver to .*dev-record-failed-execution.*lambda:InvokeFunction/,
      ),
    ]);
  });
});

describe('a role that has lost a right fails the document by name', () => {
  test.each([
    ['BedrockInvokeModel', 'EnrichDocument', 'BedrockRuntime.AccessDeniedException', 'bedrock:InvokeModel'],
    ['DynamodbGetItemAndUpdateItem', 'RegisterDocument', 'DynamoDB.AmazonDynamoDBException', 'dynamodb:UpdateItem'],
    ['LambdaInvokeFunction', 'ValidateDocument', 'Lambda.AWSLambdaException', 'lambda:InvokeFunction'],
    ['S3PutObject', 'StoreDocument', 'S3.S3Exception', 's3:PutObject'],
    ['S3GetObjectTaggingAndGetObjectVersionTagging', 'ReadMetadata', 'S3.S3Exception', 's3:GetObjectVersionTagging'],
    ['SnsPublish', 'Notify', 'SNS.AuthorizationErrorException', 'sns:Publish'],
  ])('the machine without %s fails in %s', async (sid, state, error, action) => {
    const running = await run('invoice.pdf', withoutStatement('aws_iam_role_policy.document-pipeline', sid));

    expect(running.states.list(machineName)).toMatchObject([{ status: 'FAILED', error }]);
    expect(await deadLetters(running)).toMatchObject([
      { state, Error: error, Cause: expect.stringContaining(`not authorized to perform: ${action}`) },
    ]);
  });

  test("the machine without SqsSendMessage leaves no letter; the net's function does", async () => {
    const withoutBoth = (app: App): App =>
      withoutStatement(
        'aws_iam_role_policy.document-pipeline',
        'BedrockInvokeModel',
      )(withoutStatement('aws_iam_role_policy.document-pipeline', 'SqsSendMessage')(app));

    const running = await run('invoice.pdf', withoutBoth);

    expect(running.states.list(machineName)).toMatchObject([
      { status: 'FAILED', error: 'BedrockRuntime.AccessDeniedException' },
    ]);
    expect(await deadLetters(running)).toHaveLength(1);
  });

  test('a function without the right to read the document throws it', async () => {
    const running = await run(
      'invoice.pdf',
      withoutStatement('aws_iam_role_policy.validate-document', 'ReadTheDocument'),
    );

    expect(running.states.list(machineName)).toMatchObject([
      { status: 'FAILED', cause: expect.stringContaining('ValidateDocument') },
    ]);
  });

  test('topics whose key no longer admits publishers are not published to', async () => {
    const change = withoutStatement('aws_kms_key.topics', 'AnyResourceBecauseAKeyPolicyIsAboutItsOwnKeyForPublishers');

    const running = await run('invoice.pdf', change);

    expect(running.states.list(machineName)).toMatchObject([
      { status: 'FAILED', error: 'SNS.AuthorizationErrorException' },
    ]);
    expect(await deadLetters(running)).toMatchObject([
      { checkpoint: 'STORED', Cause: expect.stringContaining('kms:GenerateDataKey') },
    ]);
  });
});

test.each([
  ['aws_iam_role.document-pipeline', /aws_sfn_state_machine.document-pipeline: .*states.amazonaws.com.*assume/],
  ['aws_iam_role.extract-text', /aws_lambda_function.extract-text: .*cannot be assumed by Lambda/],
])('a service that may not assume %s does not take it', async (address, message) => {
  const change = (app: App): App => ({
    ...app,
    resources: app.resources.map((resource) =>
      resource.address === address
        ? {
            ...resource,
            arguments: {
              ...resource.arguments,
              assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
            },
          }
        : resource,
    ),
  });

  await expect(run('invoice.pdf', change)).rejects.toThrow(message);
});
