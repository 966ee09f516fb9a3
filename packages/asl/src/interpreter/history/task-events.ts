import { isJsonObject, type ParsedResource } from '../../language/definition';
import type { CallingPhase } from '../execution-record';
import type { ErrorDetails, HistoryEventDetails, ResourceDetails } from '../history-event';
import { notTruncated } from './history';

/** An event without its id and time. */
export interface EventDraft {
  readonly type: string;
  readonly details?: HistoryEventDetails;
}

/** The history's events for one type of task: a service integration, a function, an activity. */
export interface TaskEvents {
  scheduled(argumentsText: string, phase: CallingPhase, region: string): EventDraft;
  /** Absent if the start is recorded later (activities). */
  readonly started?: EventDraft;
  /** The request was accepted, or a worker has begun. */
  submitted(output: string, workerName?: string): EventDraft;
  succeeded(output: string): EventDraft;
  failed(error: ErrorDetails): EventDraft;
  timedOut(error: ErrorDetails): EventDraft;
  /** AWS's name of the task in its message about a result that is too large. */
  readonly name: string;
}

/** Returns the events of a task; called once for each compiled Task. */
export function taskEvents(integration: ParsedResource): TaskEvents {
  switch (integration.kind) {
    case 'service':
      return serviceEvents(integration);
    case 'function':
      return functionEvents(integration.arn);
    case 'activity':
      return activityEvents(integration.arn);
    default:
      return integration satisfies never;
  }
}

function serviceEvents(integration: Extract<ParsedResource, { kind: 'service' }>): TaskEvents {
  const { service, operation, sdk, pattern } = integration;
  const named: ResourceDetails = {
    resource: pattern === 'requestResponse' ? operation : `${operation}.${pattern}`,
    resourceType: sdk ? `aws-sdk:${service}` : service,
  };
  const { resource, resourceType } = named;
  return {
    name: resourceType,
    scheduled: (parameters, phase, region) => ({
      type: 'TaskScheduled',
      details: {
        taskScheduledEventDetails: withScheduling({ resource, resourceType, region, parameters }, phase),
      },
    }),
    started: { type: 'TaskStarted', details: { taskStartedEventDetails: named } },
    submitted: (output) => ({
      type: 'TaskSubmitted',
      details: { taskSubmittedEventDetails: { resource, resourceType, output, outputDetails: notTruncated } },
    }),
    succeeded: (output) => ({
      type: 'TaskSucceeded',
      details: { taskSucceededEventDetails: { resource, resourceType, output, outputDetails: notTruncated } },
    }),
    failed: (error) => ({ type: 'TaskFailed', details: { taskFailedEventDetails: { ...named, ...error } } }),
    timedOut: (error) => ({ type: 'TaskTimedOut', details: { taskTimedOutEventDetails: { ...named, ...error } } }),
  };
}

type TaskScheduledDetails = NonNullable<HistoryEventDetails['taskScheduledEventDetails']>;

/** Adds what not every task has. */
function withScheduling(details: TaskScheduledDetails, phase: CallingPhase): TaskScheduledDetails {
  const { timeoutSeconds, heartbeatSeconds, credentials } = phase;
  const roleArn = isJsonObject(credentials) ? credentials['RoleArn'] : undefined;
  if (heartbeatSeconds === undefined && typeof roleArn !== 'string')
    return timeoutSeconds === undefined ? details : { timeoutInSeconds: timeoutSeconds, ...details };
  return {
    ...details,
    ...(timeoutSeconds === undefined ? undefined : { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === undefined ? undefined : { heartbeatInSeconds: heartbeatSeconds }),
    ...(typeof roleArn === 'string' ? { taskCredentials: { roleArn } } : undefined),
  };
}

function functionEvents(arn: string): TaskEvents {
  const given = (output: string) => ({ output, outputDetails: notTruncated });
  return {
    name: arn,
    scheduled: (input, { timeoutSeconds }) => ({
      type: 'LambdaFunctionScheduled',
      details: {
        lambdaFunctionScheduledEventDetails: {
          input,
          inputDetails: notTruncated,
          resource: arn,
          ...(timeoutSeconds === undefined ? undefined : { timeoutInSeconds: timeoutSeconds }),
        },
      },
    }),
    started: { type: 'LambdaFunctionStarted' },
    submitted: (output) => ({
      type: 'LambdaFunctionSucceeded',
      details: { lambdaFunctionSucceededEventDetails: given(output) },
    }),
    succeeded: (output) => ({
      type: 'LambdaFunctionSucceeded',
      details: { lambdaFunctionSucceededEventDetails: given(output) },
    }),
    failed: (error) => ({ type: 'LambdaFunctionFailed', details: { lambdaFunctionFailedEventDetails: error } }),
    timedOut: (error) => ({ type: 'LambdaFunctionTimedOut', details: { lambdaFunctionTimedOutEventDetails: error } }),
  };
}

function activityEvents(arn: string): TaskEvents {
  return {
    name: arn,
    scheduled: (input, { timeoutSeconds, heartbeatSeconds }) => ({
      type: 'ActivityScheduled',
      details: {
        activityScheduledEventDetails: {
          input,
          inputDetails: notTruncated,
          resource: arn,
          ...(timeoutSeconds === undefined ? undefined : { timeoutInSeconds: timeoutSeconds }),
          ...(heartbeatSeconds === undefined ? undefined : { heartbeatInSeconds: heartbeatSeconds }),
        },
      },
    }),
    submitted: (_output, workerName) => ({
      type: 'ActivityStarted',
      details: { activityStartedEventDetails: workerName === undefined ? {} : { workerName } },
    }),
    succeeded: (output) => ({
      type: 'ActivitySucceeded',
      details: { activitySucceededEventDetails: { output, outputDetails: notTruncated } },
    }),
    failed: (error) => ({ type: 'ActivityFailed', details: { activityFailedEventDetails: error } }),
    timedOut: (error) => ({ type: 'ActivityTimedOut', details: { activityTimedOutEventDetails: error } }),
  };
}
