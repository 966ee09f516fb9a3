import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Place } from '../../kinds/kind';
import type { Policies } from '../../policies';
import type { BedrockJobs } from '../bedrock-control';
import { type Operation, type Permission, ServiceError, type Services, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';
import {
  type CustomizationJob,
  type CustomizationJobs,
  describeCustomization,
  isOver,
  openCustomizationJobs,
} from './customization-job';
import { type CreateRequest, createCustomizationRequest, jobIdentifierOf, validation } from './customization-requests';
import { createRunner, type Runner } from './run-customization';

/** What the stand-in is made of. */
export interface BedrockCustomizationOptions {
  readonly services: Services;
  readonly place: Place;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly clock: ServiceClock;
  /** Seconds a job takes at least, so that it can be watched, stopped and timed out. Default 2. */
  readonly jobSeconds?: number;
  /** Told of jobs that could not be carried out by a defect; they stay InProgress. */
  readonly onTrouble?: (message: string) => void;
}

const servicePrincipal = 'bedrock.amazonaws.com';

interface Parts extends BedrockCustomizationOptions {
  readonly jobs: CustomizationJobs;
  readonly runner: Runner;
}

/**
 * CreateModelCustomizationJob, GetModelCustomizationJob and StopModelCustomizationJob, with the offline trainer in the place of
 * Bedrock's. Jobs are kept under `<stateFolder>/bedrock-customization`; a new process goes on with those that are InProgress.
 */
export function createBedrockCustomization(options: BedrockCustomizationOptions): BedrockJobs {
  const jobs = openCustomizationJobs(join(options.place.stateFolder, 'bedrock-customization'));
  const runner = createRunner({ ...options, jobs, jobSeconds: options.jobSeconds ?? 2 });
  const parts: Parts = { ...options, jobs, runner };
  return {
    operations: {
      CreateModelCustomizationJob: create(parts),
      GetModelCustomizationJob: get(parts),
      StopModelCustomizationJob: stop(parts),
    },
    resumeJobs: async () => {
      for (const job of jobs.all()) if (!isOver(job)) runner.run(job.jobId);
    },
    whenIdle: runner.whenIdle,
    close: runner.close,
  };
}

function create(parts: Parts): Operation {
  return {
    permissions: (input) => permissionsToCreate(input, parts.place),
    run: async (input) => {
      const request = createCustomizationRequest(input);
      const earlier = earlierJob(parts.jobs, request);
      if (earlier !== undefined) return { jobArn: earlier.jobArn };
      checkRole(request, parts);
      const job = newJob(request, parts);
      parts.jobs.put(job);
      parts.runner.run(job.jobId);
      return { jobArn: job.jobArn };
    },
  };
}

function permissionsToCreate(input: Shape, place: Place): readonly Permission[] {
  const made = ['custom-model/*', 'model-customization-job/*'].map((rest) => arnOf(place, rest));
  return [
    ...[baseModelArn(input, place), ...made].map((resource) => ({
      action: 'bedrock:CreateModelCustomizationJob',
      resource,
    })),
    ...tagging(input, place),
    {
      action: 'iam:PassRole',
      resource: String(input['roleArn']),
      conditionKeys: { 'iam:PassedToService': servicePrincipal },
    },
  ];
}

/** The same token is the same job, whatever else the request says; a name is given once. */
function earlierJob(jobs: CustomizationJobs, request: CreateRequest): CustomizationJob | undefined {
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

function checkRole({ roleArn }: CreateRequest, { policies, place }: Parts): void {
  const keys = { 'aws:SourceAccount': place.account, 'aws:SourceArn': arnOf(place, 'model-customization-job/new') };
  const assume = policies.allowsAssume(roleArn, servicePrincipal, keys);
  if (!assume.allowed) throw validation(`${servicePrincipal} may not assume ${roleArn} ${assume.reason}`);
}

function newJob(request: CreateRequest, { place, clock }: Parts): CustomizationJob {
  const jobId = createHash('sha256')
    .update(JSON.stringify([place.account, place.region, request.clientRequestToken ?? randomUUID()]))
    .digest('hex')
    .slice(0, 12);
  const now = clock.now();
  return {
    jobId,
    jobArn: arnOf(place, `model-customization-job/${baseModelName(request.baseModelIdentifier)}/${jobId}`),
    baseModelArn: baseModelArn(request, place),
    request,
    status: 'InProgress',
    createdAt: now,
    modifiedAt: now,
  };
}

function get({ jobs, place }: Parts): Operation {
  return {
    permissions: (input) => [onJob('bedrock:GetModelCustomizationJob', input, jobs, place)],
    run: async (input) => describeCustomization(findJob(jobs, input)),
  };
}

function stop({ jobs, place, runner, clock }: Parts): Operation {
  return {
    permissions: (input) => [onJob('bedrock:StopModelCustomizationJob', input, jobs, place)],
    run: async (input) => {
      const job = findJob(jobs, input);
      if (isOver(job)) throw new ServiceError('ConflictException', `The job is ${job.status} and cannot be stopped.`);
      jobs.put({ ...job, status: 'Stopping', modifiedAt: clock.now() });
      runner.run(job.jobId);
      return {};
    },
  };
}

function findJob(jobs: CustomizationJobs, input: Shape): CustomizationJob {
  const identifier = jobIdentifierOf(input);
  const job = jobs.find(identifier);
  if (job !== undefined) return job;
  throw new ServiceError('ResourceNotFoundException', `There is no model customization job ${identifier}.`, 404);
}

function onJob(action: string, input: Shape, jobs: CustomizationJobs, place: Place): Permission {
  const identifier = String(input['jobIdentifier']);
  const unknown = identifier.startsWith('arn:') ? identifier : arnOf(place, 'model-customization-job/unknown');
  return { action, resource: jobs.find(identifier)?.jobArn ?? unknown };
}

function tagging(input: Shape, place: Place): readonly Permission[] {
  const tagged: Readonly<Record<string, string>> = {
    jobTags: 'model-customization-job/*',
    customModelTags: 'custom-model/*',
  };
  return Object.entries(tagged).flatMap(([name, rest]) =>
    input[name] === undefined ? [] : [{ action: 'bedrock:TagResource', resource: arnOf(place, rest) }],
  );
}

function baseModelArn(input: Shape, { partition, region }: Place): string {
  const identifier = String(input['baseModelIdentifier']);
  return identifier.startsWith('arn:')
    ? identifier
    : `arn:${partition}:bedrock:${region}::foundation-model/${identifier}`;
}

function baseModelName(identifier: string): string {
  return identifier.slice(identifier.lastIndexOf('/') + 1);
}

function arnOf({ partition, region, account }: Place, rest: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:${rest}`;
}
