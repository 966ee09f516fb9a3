import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicies } from '../../policies';
import { createServices } from '../create-services';
import { allowing, placeForTest, trusting } from '../laptop-fixture';
import { asBytes, memoryS3 } from '../memory-s3-fixture';
import type { Caller, Shape } from '../service';
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
  call(operation: string, input: Shape, caller?: Caller, gone?: AbortSignal): Promise<Shape>;
}

/** What can be left out of a laptop's policies, to see what happens without it. */
export interface LaptopOptions {
  readonly stateFolder?: string;
  readonly trust?: string;
  readonly functionActions?: readonly string[];
  readonly noticeActions?: readonly string[];
  readonly live?: TextractOptions['live'];
  readonly objects?: Map<string, Uint8Array>;
  readonly reader?: TextractOptions['reader'];
  /** Default: a caller never waits too long. */
  readonly sleep?: TextractOptions['clock']['sleep'];
}

export function laptop(options: LaptopOptions = {}): Laptop {
  const stateFolder = options.stateFolder ?? mkdtempSync(join(tmpdir(), 'textract-'));
  const place = placeForTest(stateFolder, { stackFolder: '/nowhere' });
  const policies = createPolicies(place);
  const allActions = ['textract:*', 'iam:PassRole', 's3:GetObject', 's3:PutObject'];
  policies.putRole(functionRoleArn, trusting('lambda.amazonaws.com'));
  policies.putRolePolicy(functionRoleArn, 'all', allowing(options.functionActions ?? allActions));
  policies.putRole(noticeRoleArn, trusting(options.trust ?? 'textract.amazonaws.com'));
  policies.putRolePolicy(noticeRoleArn, 'publish', allowing(options.noticeActions ?? ['sns:Publish']));
  const services = createServices({ policies, place });
  const objects = options.objects ?? new Map<string, Uint8Array>();
  const published: Shape[] = [];
  services.register(memoryS3(objects, asBytes));
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
    clock: { now: () => 1_700_000_000_000, sleep: options.sleep ?? (() => new Promise(() => undefined)) },
    ...(options.reader === undefined ? {} : { reader: options.reader }),
    ...(options.live === undefined ? {} : { live: options.live }),
  });
  services.register(textract);
  return {
    textract,
    objects,
    published,
    stateFolder,
    call: (operation, input, caller = asFunction, gone) => services.call('textract', operation, input, caller, gone),
  };
}
