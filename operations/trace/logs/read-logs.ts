import { type Account, allPages, follow, isServiceError } from '../../account';
import { isoTime } from '../history/history-entry';
import type { Attempt, LogLine, StateVisit } from '../history/state-visit';
import type { StoryExecution } from '../story';

/** A log event of FilterLogEvents. */
interface LogEvent {
  readonly timestamp: number;
  readonly logStreamName: string;
  readonly message: string;
}

/** Seconds around an attempt: clocks differ, and a function's last line comes after its answer. */
const aroundSeconds = 5;

/**
 * Adds the lines of functions to the states that called them. An invocation is found by its request id, or by a line that names the
 * execution; its lines are those of the same log stream between START and REPORT.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function withLogs(account: Account, execution: StoryExecution): Promise<StoryExecution> {
  const visits: StateVisit[] = [];
  for (const visit of execution.visits) visits.push({ ...visit, logs: await linesOfVisit(account, execution, visit) });
  return { ...execution, visits };
}

async function linesOfVisit(
  account: Account,
  { executionArn }: StoryExecution,
  { call, attempts }: StateVisit,
): Promise<readonly LogLine[]> {
  if (call?.functionName === undefined) return [];
  const found = new Map<string, LogLine>();
  for (const attempt of attempts) {
    const events = await invocationEvents(account, call.functionName, { attempt, executionArn });
    for (const { logStreamName, timestamp, message } of events) {
      const line = { at: isoTime(timestamp), text: message.trimEnd() };
      found.set(JSON.stringify([logStreamName, line]), line);
    }
  }
  return [...found.values()];
}

interface Invocation {
  readonly attempt: Attempt;
  readonly executionArn: string;
}

async function invocationEvents(
  account: Account,
  functionName: string,
  { attempt, executionArn }: Invocation,
): Promise<readonly LogEvent[]> {
  const logGroupName = `/aws/lambda/${functionName}`;
  // A task that waits for an answer has been accepted long before it ends; the function has ended by then.
  const endedAt = attempt.submittedAt ?? attempt.endedAt;
  const window = {
    startTime: Date.parse(attempt.startedAt) - aroundSeconds * 1000,
    endTime: (endedAt === undefined ? Date.now() : Date.parse(endedAt)) + aroundSeconds * 1000,
  };
  const terms = [executionArn, attempt.requestId, requestIdIn(attempt.cause)].filter((term) => term !== undefined);
  const filterPattern = terms.map((term) => `?"${term}"`).join(' ');
  const named = await filterEvents(account, { logGroupName, ...window, filterPattern });
  const streams = [...new Set(named.map(({ logStreamName }) => logStreamName))];
  const events: LogEvent[] = [];
  for (const logStreamName of streams) {
    const all = await filterEvents(account, { logGroupName, ...window, logStreamNames: [logStreamName] });
    events.push(
      ...invocationsWith(all, new Set(named.filter((each) => each.logStreamName === logStreamName).map(keyOf))),
    );
  }
  return events.sort((a, b) => a.timestamp - b.timestamp);
}

/** Lambda's message about a timeout or an exit names the invocation. */
function requestIdIn(cause: string | undefined): string | undefined {
  return /RequestId: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/.exec(cause ?? '')?.[1];
}

async function filterEvents(account: Account, input: object): Promise<readonly LogEvent[]> {
  try {
    return await allPages<LogEvent>(
      (from) => account.call('logs', 'FilterLogEvents', { ...input, ...from }),
      ({ events }) => events,
      (answer) => follow(answer, { nextToken: 'nextToken' }),
    );
  } catch (error) {
    // The function has not printed anything yet.
    if (isServiceError(error, 'ResourceNotFoundException')) return [];
    throw error;
  }
}

/** Returns the events of those invocations of one log stream that have one of these events. */
function invocationsWith(events: readonly LogEvent[], wanted: ReadonlySet<string>): readonly LogEvent[] {
  const invocations: LogEvent[][] = [];
  for (const event of events) {
    if (invocations.length === 0 || beginsInvocation(event)) invocations.push([]);
    invocations.at(-1)!.push(event);
  }
  return invocations.filter((invocation) => invocation.some((event) => wanted.has(keyOf(event)))).flat();
}

function beginsInvocation({ message: text }: LogEvent): boolean {
  return text.startsWith('START RequestId:');
}

function keyOf({ timestamp, message }: LogEvent): string {
  return `${timestamp} ${message}`;
}
