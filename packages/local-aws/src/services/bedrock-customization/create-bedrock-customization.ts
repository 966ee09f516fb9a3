import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { LocalAccount } from '../../local-account';
import {
  type BedrockJobs,
  type BedrockJobsOptions,
  type BedrockJobType,
  bedrockArn,
  createBedrockJobs,
  jobIdOf,
  type KeptJobs,
  type RunningJobs,
  validation,
} from '../bedrock-control';
import type { BedrockScript, ScriptedCustomization } from '../bedrock-script';
import type { Permission, Services, Shape } from '../service';
import { type CustomizationJob, describeCustomization, openCustomizationJobs } from './customization-job';
import { type CreateCustomizationRequest, createCustomizationRequest } from './customization-requests';
import { runCustomization } from './run-customization';
import { scriptedOutcome } from './scripted-outcome';

/** Options of the local implementation. */
export interface BedrockCustomizationOptions extends BedrockJobsOptions {
  readonly services: Services;
  readonly script: Pick<BedrockScript, 'customization'>;
  /** Seconds a job takes at least, so that it can be watched, stopped and timed out. Default 2. */
  readonly jobSeconds?: number;
}

/**
 * CreateModelCustomizationJob, GetModelCustomizationJob and StopModelCustomizationJob, scripted: no model is trained. How a job will
 * end is decided when it is created. Jobs are kept under `<stateFolder>/bedrock-customization`; a new process continues those that are
 * InProgress.
 */
export function createBedrockCustomization(options: BedrockCustomizationOptions): BedrockJobs {
  const jobs = openCustomizationJobs(join(options.localAccount.stateFolder, 'bedrock-customization'));
  const runOptions = { ...options, jobs, jobSeconds: options.jobSeconds ?? 2 };
  const carryOut = (jobId: string, leaving: AbortSignal) => runCustomization(jobId, runOptions, leaving);
  const kind = { ...customizationJobs, newJob: scriptedJob(options.script) };
  return createBedrockJobs(kind, { ...options, jobs, carryOut });
}

const customizationJobs: Omit<BedrockJobType<CreateCustomizationRequest, CustomizationJob>, 'newJob'> = {
  apiName: 'ModelCustomizationJob',
  resourceType: 'model-customization-job',
  called: 'customization job',
  permissionsToCreate,
  arnOf: arnOfJob,
  requestOf: createCustomizationRequest,
  earlierJob,
  describe: describeCustomization,
};

function permissionsToCreate(input: Shape, localAccount: LocalAccount): readonly Permission[] {
  const made = ['custom-model/*', 'model-customization-job/*'].map((rest) => bedrockArn(localAccount, rest));
  return [
    ...[baseModelArn(input, localAccount), ...made].map((resource) => ({
      action: 'bedrock:CreateModelCustomizationJob',
      resource,
    })),
    ...tagging(input, localAccount),
  ];
}

/** The same token is the same job, also if the rest of the request differs; a name is used once. */
function earlierJob(
  request: CreateCustomizationRequest,
  jobs: KeptJobs<CustomizationJob>,
): CustomizationJob | undefined {
  const all = jobs.all();
  const { clientRequestToken: token, jobName, customModelName } = request;
  const same = token === undefined ? undefined : all.find((job) => job.request.clientRequestToken === token);
  if (same !== undefined) return same;
  if (all.some((job) => job.request.jobName === jobName))
    throw validation('The provided job name is currently in use.');
  const models = all.filter(({ status }) => status !== 'Failed' && status !== 'Stopped');
  if (models.some((job) => job.request.customModelName === customModelName))
    throw validation('The provided model name is currently in use.');
  return undefined;
}

function scriptedJob({ customization }: Pick<BedrockScript, 'customization'>) {
  return (request: CreateCustomizationRequest, options: BedrockJobsOptions): CustomizationJob =>
    newJob(request, scriptedOutcome(request, customization), options);
}

function newJob(
  request: CreateCustomizationRequest,
  outcome: ScriptedCustomization,
  { localAccount, clock }: BedrockJobsOptions,
): CustomizationJob {
  const jobId = jobIdOf(localAccount, [request.clientRequestToken ?? randomUUID()]);
  const now = clock.now();
  return {
    jobId,
    jobArn: bedrockArn(localAccount, `model-customization-job/${baseModelName(request.baseModelIdentifier)}/${jobId}`),
    baseModelArn: baseModelArn(request, localAccount),
    request,
    outcome,
    status: 'InProgress',
    createdAt: now,
    modifiedAt: now,
  };
}

type Among = Pick<RunningJobs<CustomizationJob>, 'jobs' | 'localAccount'>;

/** An ARN cannot be derived from a name: without such a job, the ARN uses an id that does not exist. */
function arnOfJob(identifier: string, { jobs, localAccount }: Among): string {
  const unknown = identifier.startsWith('arn:')
    ? identifier
    : bedrockArn(localAccount, 'model-customization-job/unknown');
  return jobs.find(identifier)?.jobArn ?? unknown;
}

function tagging(input: Shape, localAccount: LocalAccount): readonly Permission[] {
  const tagged: Readonly<Record<string, string>> = {
    jobTags: 'model-customization-job/*',
    customModelTags: 'custom-model/*',
  };
  return Object.entries(tagged).flatMap(([name, rest]) =>
    input[name] === undefined ? [] : [{ action: 'bedrock:TagResource', resource: bedrockArn(localAccount, rest) }],
  );
}

function baseModelArn(input: Shape, { partition, region }: LocalAccount): string {
  const identifier = String(input['baseModelIdentifier']);
  return identifier.startsWith('arn:')
    ? identifier
    : `arn:${partition}:bedrock:${region}::foundation-model/${identifier}`;
}

function baseModelName(identifier: string): string {
  return identifier.slice(identifier.lastIndexOf('/') + 1);
}
