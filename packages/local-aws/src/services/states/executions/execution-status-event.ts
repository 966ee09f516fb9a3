import type { ExecutionRecord } from '@document-pipelines/asl/interpreter';
import type { ServiceEvent } from '../../event-bus';
import type { ExecutionOrigin } from './archive/execution-archive';

/** Beyond this many characters of input and output AWS leaves both out of the event; the consumer asks DescribeExecution. */
const maxDataLength = 248 * 1024;

/** The event of a status change: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export function executionStatusEvent(record: Omit<ExecutionRecord, 'history'>, origin: ExecutionOrigin): ServiceEvent {
  const input = JSON.stringify(record.input);
  const output = record.output === undefined ? null : JSON.stringify(record.output);
  const included = input.length + (output?.length ?? 0) <= maxDataLength;
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [record.executionArn],
    detail: {
      executionArn: record.executionArn,
      stateMachineArn: record.stateMachineArn,
      stateMachineVersionArn: origin.stateMachineVersionArn ?? null,
      stateMachineAliasArn: origin.stateMachineAliasArn ?? null,
      name: record.name,
      status: record.status,
      startDate: record.startDate,
      stopDate: record.stopDate ?? null,
      input: included ? input : null,
      inputDetails: { included },
      output: included ? output : null,
      outputDetails: output === null ? null : { included },
      error: record.error ?? null,
      cause: record.cause ?? null,
      redriveCount: record.redriveCount,
      redriveDate: record.redriveDate ?? null,
      redriveStatus: redriveStatus(record),
      redriveStatusReason: null,
    },
  };
}

function redriveStatus({ status }: Pick<ExecutionRecord, 'status'>): string {
  return status === 'RUNNING' || status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE';
}
