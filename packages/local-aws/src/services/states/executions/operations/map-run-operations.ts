import type { MapRunRecord } from '@document-pipelines/asl/interpreter';
import { ServiceError, type Shape } from '../../../service';
import { standardExecutionReference } from '../../arns';
import { page } from '../../request/page';
import { onResource, type StatesOperation } from '../../request/states-operation';
import type { Executions } from '../executions';

/** The operations on the Map Runs of Distributed Maps. */
export function mapRunOperations(executions: Executions): Readonly<Record<string, StatesOperation>> {
  return {
    DescribeMapRun: {
      permissions: onResource('DescribeMapRun', 'mapRunArn'),
      run: (input) => describedMapRun(executions.mapRuns.find(input['mapRunArn']).record),
    },
    ListMapRuns: {
      permissions: onResource('ListMapRuns', 'executionArn'),
      run: (input) => {
        standardExecutionReference(input['executionArn']);
        const { record } = executions.describe(input['executionArn']);
        const { items, nextToken } = page(record.mapRuns ?? [], input, ({ mapRunArn }) => mapRunArn);
        return { mapRuns: items.map(listedMapRun), ...nextToken };
      },
    },
    UpdateMapRun: {
      permissions: onResource('UpdateMapRun', 'mapRunArn'),
      run: (input) => updateMapRun(input, executions),
    },
  };
}

function updateMapRun(input: Shape, executions: Executions): Shape {
  const { record, running } = executions.mapRuns.find(input['mapRunArn']);
  const settings = Object.fromEntries(
    ['maxConcurrency', 'toleratedFailureCount', 'toleratedFailurePercentage']
      .filter((name) => input[name] !== undefined && input[name] !== null)
      .map((name) => [name, input[name] as number]),
  );
  if (Object.keys(settings).length === 0)
    throw new ServiceError('ValidationException', 'At least one parameter of the Map Run must be specified', 400, {
      reason: 'MISSING_REQUIRED_PARAMETER',
    });
  if (running === undefined || record.status !== 'RUNNING')
    throw new ServiceError('ValidationException', `Map Run is ${record.status} and cannot be updated`, 400, {
      reason: 'CANNOT_UPDATE_COMPLETED_MAP_RUN',
    });
  running.update(settings);
  return {};
}

function describedMapRun(record: MapRunRecord): Shape {
  const { mapRunArn, executionArn, status, redriveCount, redriveDate } = record;
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage, itemCounts, executionCounts } = record;
  return {
    mapRunArn,
    executionArn,
    status,
    ...dates(record),
    maxConcurrency,
    toleratedFailurePercentage,
    toleratedFailureCount,
    itemCounts,
    executionCounts,
    redriveCount,
    ...(redriveDate === undefined ? {} : { redriveDate: new Date(redriveDate) }),
  };
}

function listedMapRun(record: MapRunRecord): Shape {
  const { mapRunArn, executionArn, stateMachineArn } = record;
  return { executionArn, mapRunArn, stateMachineArn, ...dates(record) };
}

function dates({ startDate, stopDate }: MapRunRecord): Shape {
  return { startDate: new Date(startDate), ...(stopDate === undefined ? {} : { stopDate: new Date(stopDate) }) };
}
