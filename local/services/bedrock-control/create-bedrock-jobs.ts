import type { Place } from '../../kinds/kind';
import type { Policies } from '../../policies';
import { type Operation, type Permission, ServiceError, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';
import type { BedrockJobs } from './create-bedrock-control';
import { jobIdentifierOf, validation } from './job-requests';
import { createJobRunner, type JobRunner } from './job-runner';
import { isOver, type KeptJob, type KeptJobs } from './kept-jobs';

/** What the jobs of every kind live in. */
export interface BedrockJobsOptions {
  readonly place: Place;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly clock: ServiceClock;
  /** Told of jobs that could not be carried out by a defect; they stay as they stand. */
  readonly onTrouble?: (message: string) => void;
}

/** One kind of job: what it is called, and what differs from the other kinds. */
export interface JobKind<Request extends { readonly roleArn: string }, Job extends KeptJob> {
  /** As operations end, e.g. `ModelCustomizationJob`. */
  readonly apiName: string;
  /** As its ARNs begin, e.g. `model-customization-job`. */
  readonly resourceType: string;
  /** As people read it, e.g. `customization job`. */
  readonly called: string;
  readonly jobs: KeptJobs<Job>;
  /** What creating one needs, beside the right to pass the role. */
  permissionsToCreate(input: Shape): readonly Permission[];
  /** The ARN that a caller needs rights on to get or stop the job of this name, be there one or not. */
  arnOf(identifier: string): string;
  /** Throws ValidationException, or NotModelledError naming the member. */
  requestOf(input: Shape): Request;
  /** The job that the request asked for before; throws where its name is taken. */
  earlierJob(request: Request): Job | undefined;
  newJob(request: Request): Job;
  /** What getting it answers. */
  describe(job: Job): Shape;
  /** Goes on with a job until it is over, or the process leaves. */
  carryOut(jobId: string, leaving: AbortSignal): Promise<void>;
}

const servicePrincipal = 'bedrock.amazonaws.com';

/** Create…, Get… and Stop… for one kind of job; a new process goes on with those that are not over. */
export function createBedrockJobs<Request extends { readonly roleArn: string }, Job extends KeptJob>(
  kind: JobKind<Request, Job>,
  options: BedrockJobsOptions,
): BedrockJobs {
  const runner = createJobRunner({ ...options, called: kind.called, carryOut: kind.carryOut });
  return {
    operations: {
      [`Create${kind.apiName}`]: create(kind, options, runner),
      [`Get${kind.apiName}`]: get(kind),
      [`Stop${kind.apiName}`]: stop(kind, options, runner),
    },
    resumeJobs: async () => {
      for (const job of kind.jobs.all()) if (!isOver(job)) runner.run(job.jobId);
    },
    whenIdle: runner.whenIdle,
    close: runner.close,
  };
}

function create<Request extends { readonly roleArn: string }, Job extends KeptJob>(
  kind: JobKind<Request, Job>,
  options: BedrockJobsOptions,
  runner: JobRunner,
): Operation {
  return {
    permissions: (input) => [
      ...kind.permissionsToCreate(input),
      {
        action: 'iam:PassRole',
        resource: String(input['roleArn']),
        conditionKeys: { 'iam:PassedToService': servicePrincipal },
      },
    ],
    run: async (input) => {
      const request = kind.requestOf(input);
      const earlier = kind.earlierJob(request);
      if (earlier !== undefined) return { jobArn: earlier.jobArn };
      checkRole(request.roleArn, kind.resourceType, options);
      const job = kind.newJob(request);
      kind.jobs.put(job);
      runner.run(job.jobId);
      return { jobArn: job.jobArn };
    },
  };
}

function checkRole(roleArn: string, resourceType: string, { policies, place }: BedrockJobsOptions): void {
  const keys = { 'aws:SourceAccount': place.account, 'aws:SourceArn': bedrockArn(place, `${resourceType}/new`) };
  const assume = policies.allowsAssume(roleArn, servicePrincipal, keys);
  if (!assume.allowed) throw validation(`${servicePrincipal} may not assume ${roleArn} ${assume.reason}`);
}

/** Of the operations on one job, whatever it was asked for with. */
type AnyKind<Job extends KeptJob> = Pick<JobKind<never, Job>, 'apiName' | 'called' | 'jobs' | 'arnOf' | 'describe'>;

function get<Job extends KeptJob>(kind: AnyKind<Job>): Operation {
  return {
    permissions: (input) => [onJob('Get', kind, input)],
    run: async (input) => kind.describe(findJob(kind, input)),
  };
}

function stop<Job extends KeptJob>(
  kind: AnyKind<Job>,
  { clock }: Pick<BedrockJobsOptions, 'clock'>,
  runner: JobRunner,
): Operation {
  return {
    permissions: (input) => [onJob('Stop', kind, input)],
    run: async (input) => {
      const job = findJob(kind, input);
      if (isOver(job)) throw new ServiceError('ConflictException', `The job is ${job.status} and cannot be stopped.`);
      kind.jobs.put({ ...job, status: 'Stopping', modifiedAt: clock.now() });
      runner.run(job.jobId);
      return {};
    },
  };
}

function findJob<Job extends KeptJob>({ jobs, called }: AnyKind<Job>, input: Shape): Job {
  const identifier = jobIdentifierOf(input);
  const job = jobs.find(identifier);
  if (job !== undefined) return job;
  throw new ServiceError('ResourceNotFoundException', `There is no model ${called} ${identifier}.`, 404);
}

function onJob(verb: string, { apiName, arnOf }: Pick<AnyKind<KeptJob>, 'apiName' | 'arnOf'>, input: Shape) {
  return { action: `bedrock:${verb}${apiName}`, resource: arnOf(String(input['jobIdentifier'])) };
}

/** The ARN of what an account has in Bedrock, e.g. `custom-model/<base model>/<job id>`. */
export function bedrockArn({ partition, region, account }: Place, rest: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:${rest}`;
}
