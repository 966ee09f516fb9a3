import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { type Local, type StartLocalOptions, startLocal } from '@document-pipelines/local-aws';
import { createConverse } from '../../offline-reader';
import {
  type BedrockScript,
  emptyScript,
  scriptFileSchema,
} from '../../packages/local-aws/src/services/bedrock-script';
import { takeAction } from '../fixtures/taken-action-fixture';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

type App = ReturnType<NonNullable<StartLocalOptions['change']>>;
/** Options of a process. */
export interface TrainingStart {
  readonly change?: (app: App) => App;
  readonly isFixed?: boolean;
}

type Row = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

const operator = { kind: 'operator' } as const;

const damaged = {
  when: { trainingData: 'training/damaged.jsonl' },
  status: 'Failed',
  failureMessage: 'training/damaged.jsonl: line 3 is not JSON',
};
/** Validation losses by epochs: each additional epoch improves by more than an environment requires. */
const losses = { '2': 1.2, '4': 1, '5': 0.8 };

/**
 * How the jobs of these tests end: with `isFixed`, the one with the damaged data also creates a model, and one of three epochs is
 * there.
 */
function trainingScript({ isFixed }: { readonly isFixed: boolean }): BedrockScript {
  const ends = Object.entries(isFixed ? { ...losses, '3': 1.1 } : losses).map(([epochCount, validationLoss]) => ({
    when: { hyperParameters: { epochCount } },
    status: 'Completed',
    trainingLosses: [validationLoss],
    validationLoss,
  }));
  const { customization: entries } = scriptFileSchema.parse({
    customization: isFixed ? ends : [damaged, ...ends],
  });
  return { ...emptyScript, customization: { ...emptyScript.customization, entries } };
}

/** A local environment with scripted training: the synthesised dev stack, its state kept until it is removed. */
export function trainingEnvironment() {
  const synthesis = synthesisedCopy();
  const stateFolder = mkdtempSync(join(tmpdir(), 'train-model-'));
  let local: Local | undefined;

  const running = (): Local => {
    if (local === undefined) throw new Error('the environment has not been started');
    return local;
  };
  const call = (service: string, operation: string, input: Readonly<Record<string, unknown>>) =>
    running().services.call(service, operation, input, operator);
  const results = () => String(running().outputs['results_bucket_name']);

  return {
    call,
    stateFolder,
    /** Starts a process; `change` receives the stack before it is applied. */
    async start({ change, isFixed = false }: TrainingStart = {}): Promise<void> {
      local = await startLocal({
        stackFolder: join(synthesis.folder, 'stacks', 'dev'),
        stateFolder,
        command: 'test',
        converse: createConverse(),
        checks: keptChecks,
        reader: sharedReader,
        bedrockScript: trainingScript({ isFixed }),
        ...(change === undefined ? {} : { change }),
      });
    },
    /** Takes an action away from a role's policy; returns what puts it back. */
    takeAction: (address: string, action: string) => takeAction(running(), address, action),
    /** Ends the process; executions resume at the next start. */
    async close(): Promise<void> {
      await local?.close();
      local = undefined;
    },
    async remove(): Promise<void> {
      await local?.close();
      rmSync(stateFolder, { recursive: true });
      synthesis.remove();
    },
    idle: () => running().idle(),
    /** Uploads a sample as training data. */
    async upload(file: string): Promise<void> {
      const Body = readFileSync(join(synthesis.root, 'samples', 'train-model', file));
      await call('s3', 'PutObject', { Bucket: results(), Key: `training/${file}`, Body });
    },
    /** Starts a training, and returns its execution's ARN. */
    async train(input: Readonly<Record<string, Json>>): Promise<string> {
      const uri = (file: string) => `s3://${results()}/training/${file}`;
      const { data = 'letters.jsonl', heldOut = 'letters-held-out.jsonl', ...rest } = input;
      const answer = await call('states', 'StartExecution', {
        stateMachineArn: running().outputs['train_model_arn'],
        input: JSON.stringify({
          trainingDataUri: uri(String(data)),
          validationDataUri: uri(String(heldOut)),
          ...rest,
        }),
      });
      return String(answer['executionArn']);
    },
    async describe(executionArn: string): Promise<Readonly<Record<string, unknown>>> {
      const told = await call('states', 'DescribeExecution', { executionArn });
      return typeof told['output'] === 'string' ? { ...told, output: JSON.parse(told['output']) } : told;
    },
    /** Returns the names of the states that an execution entered. */
    async path(executionArn: string): Promise<readonly string[]> {
      const { events } = await call('states', 'GetExecutionHistory', { executionArn, maxResults: 1000 });
      return (events as readonly { stateEnteredEventDetails?: { name: string } }[]).flatMap(
        ({ stateEnteredEventDetails: entered }) => (entered === undefined ? [] : [entered.name]),
      );
    },
    /** Sends the decision that an execution waits for, as a reviewer's tool would. */
    async decide(executionArn: string, decision: 'approve' | 'reject'): Promise<void> {
      const TableName = String(running().outputs['callbacks_table_name']);
      const { Items: rows } = await call('dynamodb', 'Scan', { TableName });
      const row = (rows as readonly Row[]).find((each) => each['executionArn']?.S === executionArn);
      const reviewId = row?.['callbackId']?.S?.replace('review/', '');
      if (reviewId === undefined) throw new Error(`${executionArn} asks nobody`);
      const { FunctionError: refused } = await call('lambda', 'Invoke', {
        FunctionName: running().outputs['review_decision_function_name'],
        Payload: Buffer.from(JSON.stringify({ reviewId, decision, reviewer: 'ann' })),
      });
      if (refused !== undefined) throw new Error(String(refused));
    },
    /** Returns the row of a version, or of what is published (`current`). */
    async model(modelName: string, version: string): Promise<Row | undefined> {
      const TableName = String(running().outputs['models_table_name']);
      const Key = { modelName: { S: modelName }, version: { S: version } };
      const { Item: item } = await call('dynamodb', 'GetItem', { TableName, Key, ConsistentRead: true });
      return item as Row | undefined;
    },
    /** Returns a job's description. */
    async job(jobIdentifier: string): Promise<Readonly<Record<string, unknown>>> {
      return call('bedrock', 'GetModelCustomizationJob', { jobIdentifier });
    },
    /** Returns the bodies of the dead letters. */
    async letters(): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const QueueUrl = running().outputs['dead_letter_queue_url'];
      const { Messages: messages = [] } = await call('sqs', 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
      return (messages as readonly { Body: string }[]).map(({ Body }) => JSON.parse(Body));
    },
  };
}

/** Returns the stack with another text in the training machine's definition. */
export function withDefinition(change: (definition: string) => string): (app: App) => App {
  return withText('aws_sfn_state_machine.train-model', 'definition', change);
}

function withText(address: string, argument: string, change: (text: string) => string): (app: App) => App {
  return (app) => ({
    ...app,
    resources: app.resources.map((resource) => {
      if (resource.address !== address) return resource;
      const text = String(resource.arguments[argument]);
      const changed = change(text);
      if (changed === text) throw new Error(`${address} has nothing to change in its ${argument}`);
      return { ...resource, arguments: { ...resource.arguments, [argument]: changed } };
    }),
  });
}
