import { type KeptJobs, openKeptJobs } from '../bedrock-control';
import type { ScriptedCustomization } from '../bedrock-script';
import type { Shape } from '../service';
import type { CreateCustomizationRequest } from './customization-requests';

/** Status of a job: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetModelCustomizationJob.html */
export type CustomizationStatus = 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';

/** A job as it is stored: enough for another process to finish it. Times in milliseconds since the epoch. */
export interface CustomizationJob {
  readonly jobId: string;
  readonly jobArn: string;
  readonly baseModelArn: string;
  readonly request: CreateCustomizationRequest;
  /** Stored with the job: the process that ends it does not need a script. */
  readonly outcome: ScriptedCustomization;
  readonly status: CustomizationStatus;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly endedAt?: number;
  readonly failureMessage?: string;
  readonly outputModelArn?: string;
  /** Nats a token. */
  readonly trainingLoss?: number;
  /** Nats a token. */
  readonly validationLoss?: number;
}

/** Opens the store of jobs: by ARN, id or name. */
export function openCustomizationJobs(folder: string): KeptJobs<CustomizationJob> {
  return openKeptJobs(folder, { namesOf: ({ request }) => [request.jobName] });
}

/** Returns the output of GetModelCustomizationJob. */
export function describeCustomization(job: CustomizationJob): Shape {
  const { request, failureMessage, outputModelArn, trainingLoss, validationLoss, endedAt } = job;
  return {
    jobArn: job.jobArn,
    jobName: request.jobName,
    ...(outputModelArn === undefined ? {} : { outputModelArn, outputModelName: request.customModelName }),
    ...(request.clientRequestToken === undefined ? {} : { clientRequestToken: request.clientRequestToken }),
    roleArn: request.roleArn,
    status: job.status,
    ...(failureMessage === undefined ? {} : { failureMessage }),
    creationTime: new Date(job.createdAt),
    lastModifiedTime: new Date(job.modifiedAt),
    ...(endedAt === undefined ? {} : { endTime: new Date(endedAt) }),
    baseModelArn: job.baseModelArn,
    hyperParameters: request.hyperParameters ?? {},
    trainingDataConfig: request.trainingDataConfig,
    validationDataConfig: request.validationDataConfig ?? { validators: [] },
    outputDataConfig: request.outputDataConfig,
    customizationType: 'FINE_TUNING',
    ...(trainingLoss === undefined ? {} : { trainingMetrics: { trainingLoss } }),
    ...(validationLoss === undefined ? {} : { validationMetrics: [{ validationLoss }] }),
  };
}
