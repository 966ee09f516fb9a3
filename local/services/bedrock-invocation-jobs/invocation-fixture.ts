import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicies } from '../../policies';
import { type Converse, createBedrock, createOfflineReader } from '../bedrock';
import { type BedrockControl, createBedrockControl } from '../bedrock-control';
import { createServices } from '../create-services';
import { allowing, placeForTest, trusting } from '../laptop-fixture';
import { asText, memoryS3 } from '../memory-s3-fixture';
import type { Caller, Shape } from '../service';
import { createBedrockInvocationJobs } from './create-bedrock-invocation-jobs';

const machineRoleArn = 'arn:aws:iam::123456789012:role/machine';
const jobRoleArn = 'arn:aws:iam::123456789012:role/inference-job';
const asMachine: Caller = { kind: 'role', roleArn: machineRoleArn };

/** The stand-in beside the offline reader and an S3 that lives in memory, with real policies. */
export interface Laptop {
  readonly bedrock: BedrockControl;
  readonly objects: Map<string, string>;
  readonly stateFolder: string;
  call(operation: string, input: Shape): Promise<Shape>;
}

/** What can be different on a laptop. */
export interface LaptopOptions {
  readonly stateFolder?: string;
  readonly objects?: Map<string, string>;
  readonly trustedService?: string;
  readonly machineActions?: readonly string[];
  readonly jobActions?: readonly string[];
  readonly stepSeconds?: number;
  /** Answers the records; default: the offline reader. */
  readonly converse?: Converse;
  readonly onTrouble?: (message: string) => void;
}

const schema = {
  type: 'object',
  required: ['documentType'],
  properties: { documentType: { type: 'string', enum: ['invoice', 'letter'] } },
};

/** A record that forces the tool `record` on a letter. */
export function record(index: number): object {
  return {
    recordId: `record${index}`,
    modelInput: {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 500,
      system: 'You read documents.',
      messages: [
        {
          role: 'user',
          content: [{ type: 'text', text: `<<<document ${index}\nDear Sir,\nYours sincerely\n>>>document ${index}` }],
        },
      ],
      tools: [{ name: 'record', description: 'Records.', input_schema: schema }],
      tool_choice: { type: 'tool', name: 'record' },
    },
  };
}

/** So many records as a file. */
export function recordsFile(count: number): string {
  return Array.from({ length: count }, (_, index) => JSON.stringify(record(index))).join('\n');
}

/** A request for a job that works. */
export const request = {
  jobName: 'dev-january',
  clientRequestToken: 'dev-january',
  roleArn: jobRoleArn,
  modelId: 'anthropic.claude-x',
  inputDataConfig: { s3InputDataConfig: { s3InputFormat: 'JSONL', s3Uri: 's3://results/inference/january/input/' } },
  outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://results/inference/january/output/' } },
  timeoutDurationInHours: 24,
};

/** Makes a laptop whose jobs take no time unless told otherwise. */
export function laptop(options: LaptopOptions = {}): Laptop {
  const stateFolder = options.stateFolder ?? mkdtempSync(join(tmpdir(), 'invocation-jobs-'));
  const place = placeForTest(stateFolder, { region: 'us-east-1', stackFolder: '/nowhere' });
  const policies = createPolicies(place);
  policies.putRole(machineRoleArn, trusting('states.amazonaws.com'));
  policies.putRolePolicy(machineRoleArn, 'all', allowing(options.machineActions ?? ['bedrock:*', 'iam:PassRole']));
  policies.putRole(jobRoleArn, trusting(options.trustedService ?? 'bedrock.amazonaws.com'));
  const jobActions = options.jobActions ?? ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'bedrock:InvokeModel'];
  policies.putRolePolicy(jobRoleArn, 'data', allowing(jobActions));
  const services = createServices({ policies, place });
  const objects = options.objects ?? new Map([['results/inference/january/input/0001.jsonl', recordsFile(100)]]);
  services.register(memoryS3(objects, asText));
  const clock = {
    now: () => Date.now(),
    sleep: (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
  };
  const { converse = createOfflineReader(), onTrouble = () => undefined, stepSeconds = 0 } = options;
  const jobs = createBedrockInvocationJobs({ services, place, policies, clock, stepSeconds, onTrouble });
  const bedrock = createBedrockControl(createBedrock({ place, converse }), [jobs]);
  services.register(bedrock);
  const call = (operation: string, input: Shape) => services.call('bedrock', operation, input, asMachine);
  return { bedrock, objects, stateFolder, call };
}
