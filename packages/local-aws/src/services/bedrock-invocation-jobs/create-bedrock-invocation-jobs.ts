import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LocalAccount } from '../../local-account';
import { modelPermissions } from '../bedrock';
import {
  type BedrockJobs,
  type BedrockJobsOptions,
  type BedrockJobType,
  bedrockArn,
  createBedrockJobs,
  jobIdOf,
  type KeptJobs,
} from '../bedrock-control';
import { type Operation, type Permission, ServiceError, type Services, type Shape } from '../service';
import { describeInvocation, type InvocationJob, openInvocationJobs } from './invocation-job';
import { type CreateInvocationRequest, createInvocationRequest, listInvocationsRequest } from './invocation-requests';
import { runInvocationJob } from './run-invocation-job';

/** Options of the local implementation. */
export interface BedrockInvocationJobsOptions extends BedrockJobsOptions {
  readonly services: Services;
  /** Seconds a job stays in each status before it is InProgress, so that it can be watched and stopped. Default 0.3. */
  readonly stepSeconds?: number;
}

/**
 * CreateModelInvocationJob, GetModelInvocationJob, StopModelInvocationJob and ListModelInvocationJobs. Each record uses Converse: the
 * project's own model, or the one that was chosen. Jobs are kept under `<stateFolder>/bedrock-invocation-jobs`; a new process continues
 * those not over.
 */
export function createBedrockInvocationJobs(options: BedrockInvocationJobsOptions): BedrockJobs {
  const jobs = openInvocationJobs(join(options.localAccount.stateFolder, 'bedrock-invocation-jobs'));
  const runOptions = { ...options, jobs, stepSeconds: options.stepSeconds ?? 0.3 };
  const carryOut = (jobId: string, leaving: AbortSignal) => runInvocationJob(jobId, runOptions, leaving);
  const kept = createBedrockJobs(invocationJobs, { ...options, jobs, carryOut });
  return { ...kept, operations: { ...kept.operations, ListModelInvocationJobs: list(jobs) } };
}

const invocationJobs: BedrockJobType<CreateInvocationRequest, InvocationJob> = {
  apiName: 'ModelInvocationJob',
  resourceType: 'model-invocation-job',
  called: 'invocation job',
  permissionsToCreate,
  arnOf: (identifier, { localAccount }) =>
    identifier.startsWith('arn:') ? identifier : arnOfJob(localAccount, identifier),
  requestOf: createInvocationRequest,
  earlierJob,
  newJob,
  describe: describeInvocation,
};

function permissionsToCreate(input: Shape, localAccount: LocalAccount): readonly Permission[] {
  const action = 'bedrock:CreateModelInvocationJob';
  return [
    ...modelPermissions(action, String(input['modelId']), localAccount),
    { action, resource: arnOfJob(localAccount, '*') },
  ];
}

/** The same request with the same token is the same job; a name is used once. */
function earlierJob(request: CreateInvocationRequest, jobs: KeptJobs<InvocationJob>): InvocationJob | undefined {
  const named = jobs.all().find((job) => job.request.jobName === request.jobName);
  if (named === undefined) return undefined;
  const isSame = request.clientRequestToken !== undefined && isDeepStrictEqual(named.request, request);
  if (isSame) return named;
  throw new ServiceError('ConflictException', `The job name ${request.jobName} is in use.`, 400);
}

function newJob(request: CreateInvocationRequest, { localAccount, clock }: BedrockJobsOptions): InvocationJob {
  const jobId = jobIdOf(localAccount, [request.jobName, request.clientRequestToken ?? randomUUID()]);
  const now = clock.now();
  return {
    jobId,
    jobArn: arnOfJob(localAccount, jobId),
    request,
    status: 'Submitted',
    submittedAt: now,
    modifiedAt: now,
  };
}

function list(jobs: KeptJobs<InvocationJob>): Operation {
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

function arnOfJob(localAccount: LocalAccount, jobId: string): string {
  return bedrockArn(localAccount, `model-invocation-job/${jobId}`);
}
