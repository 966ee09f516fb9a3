import type { Services, Shape } from '../../services';
import { type Exchange, readBody, send } from '../exchange';

/** One request to EventBridge Scheduler. */
interface SchedulerCall {
  readonly exchange: Exchange;
  readonly services: Services;
  /** What the path names; empty for a list. */
  readonly parameter: string;
}

const operations: Readonly<Record<string, string>> = {
  POST: 'CreateSchedule',
  GET: 'GetSchedule',
  DELETE: 'DeleteSchedule',
};

/** The operations of EventBridge Scheduler by method and path: https://docs.aws.amazon.com/scheduler/latest/APIReference/ */
export const schedulerRoutes = [
  ...Object.keys(operations).map((method) => ({
    service: 'scheduler',
    method,
    path: /^\/schedules\/([^/]+)$/,
    answer: (call: SchedulerCall) => answerCall(call, operations[method] ?? ''),
  })),
  {
    service: 'scheduler',
    method: 'GET',
    path: /^\/schedules$/,
    answer: (call: SchedulerCall) => answerCall(call, 'ListSchedules'),
  },
];

async function answerCall({ exchange, services, parameter }: SchedulerCall, operation: string): Promise<void> {
  const { request, response, query, caller } = exchange;
  const body = await readBody(request);
  const groupName = query.get('groupName') ?? query.get('ScheduleGroup');
  const input: Shape = {
    ...(body.byteLength === 0 ? {} : (JSON.parse(body.toString()) as Shape)),
    ...(parameter === '' ? {} : { Name: parameter }),
    ...(groupName === null ? {} : { GroupName: groupName }),
    ...(query.get('NamePrefix') === null ? {} : { NamePrefix: query.get('NamePrefix') }),
  };
  const output = await services.call('scheduler', operation, input, caller);
  send(response, 200, 'application/json', JSON.stringify(output));
}
