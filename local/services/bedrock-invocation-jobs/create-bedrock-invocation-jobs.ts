import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../../kinds/kind';
import type { Policies } from '../../policies';
import { modelArns } from '../bedrock';
import type { BedrockJobs } from '../bedrock-control';
import { type Operation, ServiceError, type Services, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';
import {
  describeInvocation,
  type InvocationJob,
  type InvocationJobs,
  isOver,
  openInvocationJobs,
} from './invocation-job';
import {
  type CreateRequest,
  createInvocationRequest,
  jobIdentifierOf,
  listInvocationsRequest,
  validation,
} from './invocation-requests';
import { createRunner, type Runner } from './run-invocation-job';

/** What the stand-in is made of. */
export interface BedrockInvocationJobsOptions {
  readonly services: Services;
  readonly place: Place;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly clock: ServiceClock;
  /** Seconds a job stays in each status before it is InProgress, so that it can be watched and stopped. Default 0.3. */
  readonly stepSeconds?: number;
  /** Told of jobs that could not be carried out by a defect; they stay as they stand. */
  readonly onTrouble?: (message: string) => void;
}

const servicePrincipal = 'bedrock.amazonaws.com';

interface Parts extends BedrockInvocationJobsOptions {
  readonly jobs: InvocationJobs;
  readonly runner: Runner;
}

/**
 * CreateModelInvocationJob, GetModelInvocationJob, StopModelInvocationJob and ListModelInvocationJobs. Each record is answered by Bedrock's
 * stand-in, the offline reader. Jobs are kept under `<stateFolder>/bedrock-invocation-jobs`; a new process goes on with those not over.
 */
export function createBedrockInvocationJobs(options: BedrockInvocationJobsOptions): BedrockJobs {
  const jobs = openInvocationJobs(join(options.place.stateFolder, 'bedrock-invocation-jobs'));
  const runner = createRunner({ ...options, jobs, stepSeconds: options.stepSeconds ?? 0.3 });
  const parts: Parts = { ...options, jobs, runner };
  return {
    operations: {
      CreateModelInvocationJob: create(parts),
      GetModelInvocationJob: get(parts),
      StopModelInvocationJob: stop(parts),
      ListModelInvocationJobs: list(parts),
    },
    resumeJobs: async () => {
      for (const job of jobs.all()) if (!isOver(job)) runner.run(job.jobId);
    },
    whenIdle: runner.whenIdle,
    close: runner.close,
  };
}

function create(parts: Parts): Operation {
  const { place, jobs } = parts;
  return {
    permissions: (input) => [
      ...[...modelArns(String(input['modelId']), place), arnOf(place, '*')].map((resource) => ({
        action: 'bedrock:CreateModelInvocationJob',
        resource,
      })),
      {
        action: 'iam:PassRole',
        resource: String(input['roleArn']),
        conditionKeys: { 'iam:PassedToService': servicePrincipal },
      },
    ],
    run: async (input) => {
      const request = createInvocationRequest(input);
      const earlier = earlierJob(jobs, request);
      if (earlier !== undefined) return { jobArn: earlier.jobArn };
      checkRole(request, parts);
      const job = newJob(request, parts);
      jobs.put(job);
      parts.runner.run(job.jobId);
      return { jobArn: job.jobArn };
    },
  };
}

/** The same request with the same token is the same job; a name is given once. */
function earlierJob(jobs: InvocationJobs, request: CreateRequest): InvocationJob | undefined {
  const named = jobs.all().find((job) => job.request.jobName === request.jobName);
  if (named === undefined) return undefined;
  const isSame = request.clientRequestToken !== undefined && isDeepStrictEqual(named.request, request);
  if (isSame) return named;
  throw new ServiceError('ConflictException', `The job name ${request.jobName} is in use.`, 400);
}

function checkRole({ roleArn }: CreateRequest, { policies, place }: Parts): void {
  const keys = { 'aws:SourceAccount': place.account, 'aws:SourceArn': arnOf(place, 'new') };
  const assume = policies.allowsAssume(roleArn, servicePrincipal, keys);
  if (!assume.allowed) throw validation(`${servicePrincipal} may not assume ${roleArn} ${assume.reason}`);
}

function newJob(request: CreateRequest, { place, clock }: Parts): InvocationJob {
  const jobId = createHash('sha256')
    .update(JSON.stringify([place.account, place.region, request.jobName, request.clientRequestToken ?? randomUUID()]))
    .digest('hex')
    .slice(0, 12);
  const now = clock.now();
  return { jobId, jobArn: arnOf(place, jobId), request, status: 'Submitted', submittedAt: now, modifiedAt: now };
}

function get({ jobs, place }: Parts): Operation {
  return {
    permissions: (input) => [onJob('bedrock:GetModelInvocationJob', input, place)],
    run: async (input) => describeInvocation(findJob(jobs, input)),
  };
}

function stop({ jobs, place, runner, clock }: Parts): Operation {
  return {
    permissions: (input) => [onJob('bedrock:StopModelInvocationJob', input, place)],
    run: async (input) => {
      const job = findJob(jobs, input);
      if (isOver(job)) throw new ServiceError('ConflictException', `The job is ${job.status} and cannot be stopped.`);
      jobs.put({ ...job, status: 'Stopping', modifiedAt: clock.now() });
      runner.run(job.jobId);
      return {};
    },
  };
}

function list({ jobs }: Parts): Operation {
  return {
    permissions: () => [{ action: 'bedrock:ListModelInvocationJobs', resource: '*' }],
    run: async (input) => {
      const { nameContains = '', statusEquals, maxResults } = listInvocationsRequest(input);
      const found = jobs
        .all()
        .filter(({ request, status }) => request.jobName.includes(nameContains) && status === (statusEquals ?? status));
      return { invocationJobSummaries: found.slice(0, maxResults).map(describeInvocation) };
    },
  };
}

function findJob(jobs: InvocationJobs, input: Shape): InvocationJob {
  const identifier = jobIdentifierOf(input);
  const job = jobs.find(identifier);
  if (job !== undefined) return job;
  throw new ServiceError('ResourceNotFoundException', `There is no model invocation job ${identifier}.`, 404);
}

function onJob(action: string, input: Shape, place: Place) {
  const identifier = String(input['jobIdentifier']);
  return { action, resource: identifier.startsWith('arn:') ? identifier : arnOf(place, identifier) };
}

function arnOf({ partition, region, account }: Place, jobId: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:model-invocation-job/${jobId}`;
}
