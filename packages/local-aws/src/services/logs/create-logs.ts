import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '@document-pipelines/asl/interpreter';
import { type LogEvent, logEventsFile } from '../../lambda-host';
import type { LocalAccount } from '../../local-account';
import { optionalNumber, optionalText } from '../input';
import { type EmbeddedService, ServiceError, type Shape } from '../service';
import { messageFilter } from './filter-pattern';

/** Most events, and bytes of their messages, of a page. */
const mostEvents = 10_000;
const mostBytes = 1_048_576;

const members = [
  'logGroupName',
  'logGroupIdentifier',
  'logStreamNames',
  'logStreamNamePrefix',
  'startTime',
  'endTime',
  'filterPattern',
  'limit',
  'nextToken',
  // Deprecated: events are always interleaved.
  'interleaved',
];

/**
 * Creates the part of CloudWatch Logs that reads what functions print: FilterLogEvents on `/aws/lambda/<function>`. Other log groups are
 * not written locally. Events are there as soon as they are printed.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function createLogs(localAccount: LocalAccount): EmbeddedService {
  const { partition, region, account, stateFolder } = localAccount;
  const resource = (input: Shape): string =>
    `arn:${partition}:logs:${region}:${account}:log-group:${logGroupOf(input)}:*`;
  return {
    name: 'logs',
    operations: {
      FilterLogEvents: {
        permissions: (input) => [{ action: 'logs:FilterLogEvents', resource: resource(input) }],
        run: async (input) => {
          rejectUnknown(input);
          return pageOf(matchingEvents(readEvents(stateFolder, logGroupOf(input)), input), input);
        },
      },
    },
  };
}

function rejectUnknown(input: Shape): void {
  const unknown = Object.keys(input).find((name) => input[name] !== undefined && !members.includes(name));
  if (unknown === undefined) return;
  throw new ServiceError('NotModelledError', `the local FilterLogEvents does not support the member ${unknown}`, 501);
}

/** The name, also if it is named by its ARN. */
function logGroupOf(input: Shape): string {
  const name = optionalText(input, 'logGroupName');
  const identifier = optionalText(input, 'logGroupIdentifier');
  if ((name === undefined) === (identifier === undefined))
    throw new ServiceError(
      'InvalidParameterException',
      'exactly one of logGroupName and logGroupIdentifier must be given',
    );
  return name ?? identifier?.replace(/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '') ?? '';
}

function readEvents(stateFolder: string, logGroup: string): readonly LogEvent[] {
  const [, functionName] = /^\/aws\/lambda\/([\w-]+)$/.exec(logGroup) ?? [];
  if (functionName === undefined)
    throw new ServiceError('NotModelledError', `only functions write logs locally, not ${logGroup}`, 501);
  const file = logEventsFile(join(stateFolder, 'logs'), functionName);
  if (!existsSync(file)) throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  return linesOf(readFileSync(file, 'utf8')).map((line) => JSON.parse(line) as LogEvent);
}

type NumberedEvent = LogEvent & { readonly number: number };

function matchingEvents(events: readonly LogEvent[], input: Shape): readonly NumberedEvent[] {
  const from = optionalNumber(input, 'startTime') ?? Number.NEGATIVE_INFINITY;
  const until = optionalNumber(input, 'endTime') ?? Number.POSITIVE_INFINITY;
  const isMeant = streamFilter(input);
  const matches = messageFilter(optionalText(input, 'filterPattern') ?? '');
  return events
    .map((event, number) => ({ ...event, number }))
    .filter(
      ({ timestamp, logStreamName, message }) =>
        timestamp >= from && timestamp <= until && isMeant(logStreamName) && matches(message),
    )
    .sort((a, b) => a.timestamp - b.timestamp || a.number - b.number);
}

function streamFilter({ logStreamNames: names, ...input }: Shape): (logStreamName: string) => boolean {
  const prefix = optionalText(input, 'logStreamNamePrefix');
  if (names === undefined || names === null) return (name) => name.startsWith(prefix ?? '');
  if (prefix !== undefined || !Array.isArray(names) || names.length > 100)
    throw new ServiceError(
      'InvalidParameterException',
      'logStreamNames must be at most 100 names, without logStreamNamePrefix',
    );
  return (name) => names.includes(name);
}

function pageOf(events: readonly NumberedEvent[], input: Shape): Shape {
  const limit = optionalNumber(input, 'limit') ?? mostEvents;
  if (limit < 1 || limit > mostEvents)
    throw new ServiceError('InvalidParameterException', `limit must be from 1 to ${mostEvents}, it is ${limit}`);
  const from = Number(optionalText(input, 'nextToken') ?? 0);
  if (!Number.isInteger(from))
    throw new ServiceError('InvalidParameterException', 'The specified nextToken is invalid.');
  let bytes = 0;
  const page: NumberedEvent[] = [];
  for (const event of events.slice(from, from + limit)) {
    bytes += Buffer.byteLength(event.message);
    if (bytes > mostBytes && page.length > 0) break;
    page.push(event);
  }
  const next = from + page.length;
  return {
    events: page.map(({ number, ...event }) => ({
      ...event,
      ingestionTime: event.timestamp,
      eventId: String(number).padStart(56, '0'),
    })),
    searchedLogStreams: [],
    ...(next < events.length ? { nextToken: String(next) } : {}),
  };
}
