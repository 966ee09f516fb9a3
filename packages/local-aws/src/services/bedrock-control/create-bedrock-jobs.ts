import type { LocalAccount } from '../../local-account';
import type { Policies } from '../../policies';
import { type OnTrouble, type Operation, type Permission, ServiceError, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';
import type { BedrockJobs } from './create-bedrock-control';
import { jobIdentifierOf, validation } from './job-requests';
import { createJobRunner, type JobRunner } from './job-runner';
import { isOver, type KeptJob, type KeptJobs } from './kept-jobs';

/** Dependencies of every type of job. */
export interface BedrockJobsOptions {
  readonly localAccount: LocalAccount;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly clock: ServiceClock;
  /** Called for jobs that failed by a defect; they stay as they are. */
  readonly onTrouble?: OnTrouble;
}

/** One kind of job: what it is called, and what differs from the other kinds. */
export interface BedrockJobType<Request extends { readonly roleArn: string }, Job extends KeptJob> {
  /** As operations end, e.g. `ModelCustomizationJob`. */
  readonly apiName: string;
  /** As its ARNs begin, e.g. `model-customization-job`. */
  readonly resourceType: string;
  /** As people read it, e.g. `customization job`. */
  readonly called: string;
  /** The permissions that creating one needs, in addition to iam:PassRole. */
  readonly permissionsToCreate: (input: Shape, localAccount: LocalAccount) => readonly Permission[];
  /** Returns the ARN that a caller needs permissions on to get or stop the job of this name, also if it does not exist. */
  readonly arnOf: (identifier: string, among: Pick<RunningJobs<Job>, 'jobs' | 'localAccount'>) => string;
  /** Throws ValidationException, or NotModelledError that names the member. */
  readonly requestOf: (input: Shape) => Request;
  /** Returns the job of an earlier identical request; throws if its name is in use. */
  readonly earlierJob: (request: Request, jobs: KeptJobs<Job>) => Job | undefined;
  readonly newJob: (request: Request, options: BedrockJobsOptions) => Job;
  /** Returns the output of the Get operation. */
  readonly describe: (job: Job) => Shape;
}

/** The store of one type of job, and its runner. */
export interface RunningJobs<Job extends KeptJob> extends BedrockJobsOptions {
  readonly jobs: KeptJobs<Job>;
  /** Goes on with a job until it is over, or the process leaves. */
  readonly carryOut: (jobId: string, leaving: AbortSignal) => Promise<void>;
}

const servicePrincipal = 'bedrock.amazonaws.com';

/** Create…, Get… and Stop… for one type of job; a new process continues those that are not over. */
export function createBedrockJobs<Request extends { readonly roleArn: string }, Job extends KeptJob>(
  kind: BedrockJobType<Request, Job>,
  running: RunningJobs<Job>,
): BedrockJobs {
  const runner = createJobRunner({ ...running, called: kind.called });
  return {
    operations: {
      [`Create${kind.apiName}`]: create(kind, running, runner),
      [`Get${kind.apiName}`]: get(kind, running),
      [`Stop${kind.apiName}`]: stop(kind, running, runner),
    },
    resumeJobs: async () => {
      for (const job of running.jobs.all()) if (!isOver(job)) runner.run(job.jobId);
    },
    whenIdle: runner.whenIdle,
    close: runner.close,
  };
}

function create<Request extends { readonly roleArn: string }, Job extends KeptJob>(
  kind: BedrockJobType<Request, Job>,
  running: RunningJobs<Job>,
  runner: JobRunner,
): Operation {
  return {
    permissions: (input) => [
      ...kind.permissionsToCreate(input, running.localAccount),
      {
        action: 'iam:PassRole',
        resource: String(input['roleArn']),
        conditionKeys: { 'iam:PassedToService': servicePrincipal },
      },
    ],
    run: async (input) => {
      const request = kind.requestOf(input);
      const earlier = kind.earlierJob(request, running.jobs);
      if (earlier !== undefined) return { jobArn: earlier.jobArn };
      checkRole(request.roleArn, kind.resourceType, running);
      const job = kind.newJob(request, running);
      running.jobs.put(job);
      runner.run(job.jobId);
      return { jobArn: job.jobArn };
    },
  };
}

function checkRole(roleArn: string, resourceType: string, { policies, localAccount }: BedrockJobsOptions): void {
  const keys = {
    'aws:SourceAccount': localAccount.account,
    'aws:SourceArn': bedrockArn(localAccount, `${resourceType}/new`),
  };
  const assume = policies.allowsAssume(roleArn, servicePrincipal, keys);
  if (!assume.allowed) throw validation(`${servicePrincipal} may not assume ${roleArn} ${assume.reason}`);
}

/** Operations on one job, for any type of request. */
type AnyKind<Job extends KeptJob> = Pick<BedrockJobType<never, Job>, 'apiName' | 'called' | 'arnOf' | 'describe'>;

function get<Job extends KeptJob>(kind: AnyKind<Job>, running: RunningJobs<Job>): Operation {
  return {
    permissions: permissionsOn('Get', kind, running),
    run: async (input) => kind.describe(findJob(kind, running.jobs, input)),
  };
}

function stop<Job extends KeptJob>(kind: AnyKind<Job>, running: RunningJobs<Job>, runner: JobRunner): Operation {
  const { jobs, clock } = running;
  return {
    permissions: permissionsOn('Stop', kind, running),
    run: async (input) => {
      const job = findJob(kind, jobs, input);
      if (isOver(job)) throw new ServiceError('ConflictException', `The job is ${job.status} and cannot be stopped.`);
      jobs.put({ ...job, status: 'Stopping', modifiedAt: clock.now() });
      runner.run(job.jobId);
      return {};
    },
  };
}

function permissionsOn<Job extends KeptJob>(verb: string, { apiName, arnOf }: AnyKind<Job>, running: RunningJobs<Job>) {
  return (input: Shape): readonly Permission[] => [
    { action: `bedrock:${verb}${apiName}`, resource: arnOf(String(input['jobIdentifier']), running) },
  ];
}

function findJob<Job extends KeptJob>({ called }: AnyKind<Job>, jobs: KeptJobs<Job>, input: Shape): Job {
  const identifier = jobIdentifierOf(input);
  const job = jobs.find(identifier);
  if (job !== undefined) return job;
  throw new ServiceError('ResourceNotFoundException', `There is no model ${called} ${identifier}.`, 404);
}

/** Returns the ARN of a Bedrock resource of the account, e.g. `custom-model/<base model>/<job id>`. */
export function bedrockArn({ partition, region, account }: LocalAccount, rest: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:${rest}`;
}
