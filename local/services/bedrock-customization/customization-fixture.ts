import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicies } from '../../policies';
import type { BedrockJobs } from '../bedrock-control';
import { emptyScript, type ScriptedCustomization, scriptFileSchema } from '../bedrock-script';
import { createServices } from '../create-services';
import { allowing, placeForTest, trusting } from '../laptop-fixture';
import { asText, memoryS3 } from '../memory-s3-fixture';
import type { Caller, Services, Shape } from '../service';
import { createBedrockCustomization } from './create-bedrock-customization';

const machineRoleArn = 'arn:aws:iam::123456789012:role/machine';
const jobRoleArn = 'arn:aws:iam::123456789012:role/training';
const asMachine: Caller = { kind: 'role', roleArn: machineRoleArn };

/** The stand-in beside an S3 that lives in memory, with real policies. */
export interface Laptop {
  readonly customization: BedrockJobs;
  readonly services: Services;
  readonly objects: Map<string, string>;
  readonly stateFolder: string;
  call(operation: string, input: Shape): Promise<Shape>;
}

/** What can be different on a laptop. */
export interface LaptopOptions {
  readonly stateFolder?: string;
  readonly trustedService?: string;
  readonly machineActions?: readonly string[];
  readonly jobActions?: readonly string[];
  readonly jobSeconds?: number;
  /** Default: `script`. */
  readonly script?: readonly ScriptedCustomization[];
}

/** What the script of a test says; an entry is for the request below unless its `when` says otherwise. */
export const script = scriptFileSchema.parse({
  customization: [
    { when: { hyperParameters: { epochCount: '5' } }, status: 'Failed', failureMessage: 'line 3 is not JSON' },
    { when: { validationData: 'training/unmeasured.jsonl' }, status: 'Completed', trainingLosses: [1] },
    {
      when: { trainingData: 'training/data.jsonl', validationData: 'training/validation.jsonl' },
      status: 'Completed',
      trainingLosses: [2, 1.5, 1],
      validationLoss: 1.25,
    },
  ],
}).customization;

/** A request for a job that works. */
export const request = {
  jobName: 'classifier-1-abc',
  customModelName: 'classifier-1-abc',
  clientRequestToken: 'classifier-1-abc',
  roleArn: jobRoleArn,
  baseModelIdentifier: 'amazon.nova-micro-v1:0:128k',
  customizationType: 'FINE_TUNING',
  hyperParameters: { epochCount: '3' },
  trainingDataConfig: { s3Uri: 's3://results/training/data.jsonl' },
  validationDataConfig: { validators: [{ s3Uri: 's3://results/training/validation.jsonl' }] },
  outputDataConfig: { s3Uri: 's3://results/models/classifier/1' },
};

/** Makes a laptop whose jobs take no time unless told otherwise. */
export function laptop(options: LaptopOptions = {}): Laptop {
  const stateFolder = options.stateFolder ?? mkdtempSync(join(tmpdir(), 'customization-'));
  const place = placeForTest(stateFolder, { region: 'us-east-1', stackFolder: '/nowhere' });
  const policies = createPolicies(place);
  policies.putRole(machineRoleArn, trusting('states.amazonaws.com'));
  policies.putRolePolicy(machineRoleArn, 'all', allowing(options.machineActions ?? ['bedrock:*', 'iam:PassRole']));
  policies.putRole(jobRoleArn, trusting(options.trustedService ?? 'bedrock.amazonaws.com'));
  policies.putRolePolicy(jobRoleArn, 'data', allowing(options.jobActions ?? ['s3:GetObject', 's3:PutObject']));
  const services = createServices({ policies, place });
  const objects = new Map([
    ['results/training/data.jsonl', '{}'],
    ['results/training/validation.jsonl', '{}'],
    ['results/training/unmeasured.jsonl', '{}'],
  ]);
  services.register(memoryS3(objects, asText));
  const clock = {
    now: () => Date.now(),
    sleep: (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
  };
  const customization = createBedrockCustomization({
    services,
    place,
    policies,
    clock,
    script: { customization: { ...emptyScript.customization, entries: options.script ?? script } },
    jobSeconds: options.jobSeconds ?? 0,
  });
  services.register({ name: 'bedrock', operations: customization.operations });
  const call = (operation: string, input: Shape) => services.call('bedrock', operation, input, asMachine);
  return { customization, services, objects, stateFolder, call };
}
