import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import { createConverse } from '../offline-reader';
import { drawInvoice } from '../samples/draw-invoice';
import { drawPdf } from '../samples/draw-pages';
import { harbourInvoice } from '../samples/sample-content';
import { keptChecks } from './kept-checks';
import { type App, lessStatement, retryNever, withoutStatement } from './roles/change-policies';
import { sharedReader } from './shared-reader';
import { synthesisedCopy } from './synthesised-stacks/synthesise';

const synthesis = synthesisedCopy();
const machineName = 'dev-document-pipeline';
const noPolicy = JSON.stringify({ Version: '2012-10-17', Statement: [] });

/** An environment on a state folder of its own. */
interface Started {
  readonly running: Local;
  readonly troubles: string[];
  close(): Promise<void>;
}

/** Applies the stack as `change` leaves it. */
async function start(change: (app: App) => App): Promise<Started> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'policies-'));
  const troubles: string[] = [];
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
  return {
    running,
    troubles,
    async close() {
      await running.close();
      rmSync(stateFolder, { recursive: true });
    },
  };
}

let invoices = 0;

/** Sends a sample, and waits until the environment is idle. Each invoice has a number of its own: a repeated one needs a review. */
async function send({ running }: Started, sample: 'contract.pdf' | 'invoice.pdf'): Promise<void> {
  invoices += 1;
  const number = `HOS-2025-${String(invoices).padStart(4, '0')}`;
  const Body =
    sample === 'contract.pdf'
      ? readFileSync(join(synthesis.root, 'samples', sample))
      : await drawPdf((paper) => drawInvoice(paper, { ...harbourInvoice, number }));
  const input = { Bucket: running.outputs['document_bucket_name'], Key: `incoming/${sample}`, Body };
  await running.services.call('s3', 'PutObject', input, { kind: 'operator' });
  await running.idle();
}

afterAll(() => synthesis.remove());

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

describe('policies that an environment loses while it runs, one after the other', () => {
  let started: Started;
  let known: ReadonlySet<string>;
  const lost: string[] = [];

  beforeAll(async () => {
    started = await start((app) => app);
  });
  afterAll(() => started.close());
  beforeEach(() => {
    started.troubles.length = 0;
    known = new Set(started.running.states.list(machineName).map(({ executionArn }) => executionArn));
  });
  afterEach(async () => {
    for (const address of lost.splice(0)) put(address, String(attributesOf(address)['policy']));
    const { dead_letter_queue_url: QueueUrl } = started.running.outputs;
    await started.running.services.call('sqs', 'PurgeQueue', { QueueUrl }, { kind: 'operator' });
  });

  const attributesOf = (address: string) => started.running.applied.attributes[address] ?? {};

  /** Replaces the policy of a role or of a key. */
  function put(address: string, document: string): void {
    const { role, name, arn } = attributesOf(address);
    const { localAccount, policies } = started.running;
    if (role === undefined) policies.putResourcePolicy(String(arn), document);
    else policies.putRolePolicy(`arn:aws:iam::${localAccount.account}:role/${role}`, String(name), document);
  }

  /** Until the end of the test. */
  function lose(address: string, sid: string): void {
    lost.push(address);
    put(address, String(lessStatement(attributesOf(address) as JsonObject, sid)['policy']));
  }

  /** Executions of the document pipeline that this test has started. */
  const executions = () =>
    started.running.states.list(machineName).filter(({ executionArn }) => !known.has(executionArn));

  async function deadLetters(): Promise<readonly JsonObject[]> {
    const input = { QueueUrl: started.running.outputs['dead_letter_queue_url'], MaxNumberOfMessages: 10 };
    const { Messages: messages } = await started.running.services.call('sqs', 'ReceiveMessage', input, {
      kind: 'operator',
    });
    return ((messages ?? []) as readonly { readonly Body: string }[]).map(({ Body }) => JSON.parse(Body) as JsonObject);
  }

  test('with every policy in place the document is stored, and nothing is in trouble', async () => {
    await send(started, 'contract.pdf');

    expect(executions()).toMatchObject([{ status: 'SUCCEEDED', output: { outcome: 'STORED' } }]);
    expect(started.troubles).toEqual([]);
  });

  test("the rule's role may not start the machine: the event goes to the queue of what was undelivered", async () => {
    lost.push('aws_iam_role_policy.incoming-documents');
    put('aws_iam_role_policy.incoming-documents', noPolicy);

    await send(started, 'invoice.pdf');

    expect(executions()).toEqual([]);
    expect(started.troubles).toEqual([
      expect.stringMatching(/rule\/dev-incoming-documents .*states:StartExecution.*\(dead-letter queue\)/),
    ]);
  });

  test.each([
    ['BedrockInvokeModel', 'EnrichDocument', 'BedrockRuntime.AccessDeniedException', 'bedrock:InvokeModel'],
    ['DynamodbGetItemAndUpdateItem', 'RegisterDocument', 'DynamoDB.AmazonDynamoDBException', 'dynamodb:UpdateItem'],
    ['LambdaInvokeFunction', 'ValidateDocument', 'Lambda.AWSLambdaException', 'lambda:InvokeFunction'],
    ['S3PutObject', 'StoreDocument', 'S3.S3Exception', 's3:PutObject'],
    ['S3GetObjectTaggingAndGetObjectVersionTagging', 'ReadMetadata', 'S3.S3Exception', 's3:GetObjectVersionTagging'],
    ['SnsPublish', 'Notify', 'SNS.AuthorizationErrorException', 'sns:Publish'],
  ])('the machine without %s fails in %s', async (sid, state, error, action) => {
    lose('aws_iam_role_policy.document-pipeline', sid);

    await send(started, 'invoice.pdf');

    expect(executions()).toMatchObject([{ status: 'FAILED', error }]);
    expect(await deadLetters()).toMatchObject([
      { state, Error: error, Cause: expect.stringContaining(`not authorized to perform: ${action}`) },
    ]);
  });

  test("the machine without SqsSendMessage leaves no letter; the net's function does", async () => {
    const address = 'aws_iam_role_policy.document-pipeline';
    const withoutModel = lessStatement(attributesOf(address) as JsonObject, 'BedrockInvokeModel');
    lost.push(address);
    put(address, String(lessStatement(withoutModel, 'SqsSendMessage')['policy']));

    await send(started, 'invoice.pdf');

    expect(executions()).toMatchObject([{ status: 'FAILED', error: 'BedrockRuntime.AccessDeniedException' }]);
    expect(await deadLetters()).toHaveLength(1);
  });

  test('a function without the right to read the document throws it', async () => {
    lose('aws_iam_role_policy.validate-document', 'ReadTheDocument');

    await send(started, 'invoice.pdf');

    expect(executions()).toMatchObject([{ status: 'FAILED', cause: expect.stringContaining('ValidateDocument') }]);
  });

  test('topics whose key no longer admits publishers are not published to', async () => {
    lose('aws_kms_key.topics', 'AnyResourceBecauseAKeyPolicyIsAboutItsOwnKeyForPublishers');

    await send(started, 'invoice.pdf');

    expect(executions()).toMatchObject([{ status: 'FAILED', error: 'SNS.AuthorizationErrorException' }]);
    expect(await deadLetters()).toMatchObject([
      { checkpoint: 'STORED', Cause: expect.stringContaining('kms:GenerateDataKey') },
    ]);
  });
});

describe('what a stack is applied without', () => {
  let started: Started | undefined;
  afterEach(async () => {
    await started?.close();
    started = undefined;
  });

  async function applied(change: (app: App) => App): Promise<Started> {
    started = await start(change);
    return started;
  }

  test('without the policy of the queue of what was undelivered, an event is dropped, which is said', async () => {
    const change = without('aws_iam_role_policy.incoming-documents', 'aws_sqs_queue_policy.undelivered');
    const { troubles } = await applied(change);

    await send(started!, 'invoice.pdf');

    expect(troubles.join('\n')).toMatch(/rule\/dev-incoming-documents .*states:StartExecution/);
    expect(troubles.join('\n')).toMatch(/dropped/);
  });

  test('the rule may not assume its role', async () => {
    const { running, troubles } = await applied(withoutTrust('aws_iam_role.incoming-documents'));

    await send(started!, 'invoice.pdf');

    expect(running.states.list(machineName)).toEqual([]);
    expect(troubles.join('\n')).toMatch(/events.amazonaws.com.*assume|assume.*events.amazonaws.com/);
  });

  test('a notice and the net may not invoke their functions: a document waits, a failure is not recorded', async () => {
    const permissions = ['complete-extraction', 'record-failed-execution'].map(
      (name) => `aws_lambda_permission.${name}`,
    );
    const withoutModel = withoutStatement('aws_iam_role_policy.document-pipeline', 'BedrockInvokeModel');
    const { running, troubles } = await applied((app) => without(...permissions)(withoutModel(app)));

    await send(started!, 'contract.pdf');

    expect(troubles.splice(0)).toEqual([
      expect.stringMatching(
        /dev-textract-notices.*could not deliver to .*dev-complete-extraction.*lambda:InvokeFunction/,
      ),
    ]);
    expect(running.states.list(machineName)).toMatchObject([{ status: 'RUNNING', position: { stateName: 'Extract' } }]);

    await send(started!, 'invoice.pdf');

    expect(
      running.states
        .list(machineName)
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['FAILED', 'RUNNING']);
    expect(troubles).toEqual([
      expect.stringMatching(
        /rule\/dev-failed-executions could not deliver to .*dev-record-failed-execution.*lambda:InvokeFunction/,
      ),
    ]);
  });

  test.each([
    ['aws_iam_role.document-pipeline', /aws_sfn_state_machine.document-pipeline: .*states.amazonaws.com.*assume/],
    ['aws_iam_role.extract-text', /aws_lambda_function.extract-text: .*cannot be assumed by Lambda/],
  ])('a service that may not assume %s does not take it', async (address, message) => {
    await expect(applied(withoutTrust(address))).rejects.toThrow(message);
  });
});

/** Returns the stack with a role that nobody may assume. */
function withoutTrust(address: string): (app: App) => App {
  return (app) => ({
    ...app,
    resources: app.resources.map((resource) =>
      resource.address === address
        ? { ...resource, arguments: { ...resource.arguments, assume_role_policy: noPolicy } }
        : resource,
    ),
  });
}
