import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicies } from '../../policies';
import { createServices } from '../create-services';
import { type Caller, ServiceError, type Shape } from '../service';
import { createTextract, type Textract, type TextractOptions } from './create-textract';

const samples = join(__dirname, '..', '..', '..', 'samples');

/** A sample document's bytes. */
export function sample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(samples, name)));
}

export const topicArn = 'arn:aws:sns:eu-west-1:123456789012:textract-notices';
export const noticeRoleArn = 'arn:aws:iam::123456789012:role/textract-notices';
export const functionRoleArn = 'arn:aws:iam::123456789012:role/extract-text';
export const asFunction: Caller = { kind: 'role', roleArn: functionRoleArn };

/** Textract's stand-in between an S3 and an SNS that live in memory, with real policies. */
export interface Laptop {
  readonly textract: Textract;
  readonly objects: Map<string, Uint8Array>;
  readonly published: Shape[];
  readonly stateFolder: string;
  call(operation: string, input: Shape, caller?: Caller): Promise<Shape>;
}

/** What can be left out of a laptop's policies, to see what happens without it. */
export interface LaptopOptions {
  readonly stateFolder?: string;
  readonly trust?: string;
  readonly functionActions?: readonly string[];
  readonly noticeActions?: readonly string[];
  readonly live?: TextractOptions['live'];
  readonly objects?: Map<string, Uint8Array>;
}

export function laptop(options: LaptopOptions = {}): Laptop {
  const place = {
    partition: 'aws',
    region: 'eu-west-1',
    account: '123456789012',
    stackFolder: '/nowhere',
    stateFolder: options.stateFolder ?? mkdtempSync(join(tmpdir(), 'textract-')),
  };
  const policies = createPolicies(place);
  const allActions = ['textract:*', 'iam:PassRole', 's3:GetObject', 's3:PutObject'];
  policies.putRole(functionRoleArn, trusting('lambda.amazonaws.com'));
  policies.putRolePolicy(functionRoleArn, 'all', allowing(options.functionActions ?? allActions));
  policies.putRole(noticeRoleArn, trusting(options.trust ?? 'textract.amazonaws.com'));
  policies.putRolePolicy(noticeRoleArn, 'publish', allowing(options.noticeActions ?? ['sns:Publish']));
  const services = createServices({ policies, place });
  const objects = options.objects ?? new Map<string, Uint8Array>();
  const published: Shape[] = [];
  services.register(memoryS3(objects));
  services.register({
    name: 'sns',
    operations: {
      Publish: {
        permissions: (input) => [{ action: 'sns:Publish', resource: String(input['TopicArn']) }],
        run: async (input) => {
          published.push(input);
          return { MessageId: 'm-1' };
        },
      },
    },
  });
  const textract = createTextract({
    services,
    place,
    policies,
    clock: { now: () => 1_700_000_000_000 },
    ...(options.live === undefined ? {} : { live: options.live }),
  });
  services.register(textract);
  return {
    textract,
    objects,
    published,
    stateFolder: place.stateFolder,
    call: (operation, input, caller = asFunction) => services.call('textract', operation, input, caller),
  };
}

function memoryS3(objects: Map<string, Uint8Array>) {
  const placeOf = (input: Shape) => `${input['Bucket']}/${input['Key']}`;
  const needs = (action: string) => (input: Shape) => [{ action, resource: `arn:aws:s3:::${placeOf(input)}` }];
  const find = (input: Shape) => {
    const bytes = objects.get(placeOf(input));
    if (bytes === undefined) throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
    return bytes;
  };
  return {
    name: 's3',
    operations: {
      HeadObject: {
        permissions: needs('s3:GetObject'),
        run: async (input: Shape) => ({ ContentLength: find(input).length }),
      },
      GetObject: { permissions: needs('s3:GetObject'), run: async (input: Shape) => ({ Body: find(input) }) },
      PutObject: {
        permissions: needs('s3:PutObject'),
        run: async (input: Shape) => {
          objects.set(placeOf(input), new Uint8Array(input['Body'] as Uint8Array));
          return {};
        },
      },
    },
  };
}

function trusting(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
}

function allowing(actions: readonly string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
}
