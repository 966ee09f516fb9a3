import type { FunctionLog, LogRequest } from '@document-pipelines/asl/ui';

/** Events that are shown. */
const maxEvents = 500;
/** Milliseconds around an attempt: clocks differ, and the last lines come late. */
const margin = 2_000;

/** Reads what a function wrote into its log group while an attempt lasted. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export async function readLogGroup(
  { functionName, executionArn, from, to }: LogRequest,
  region: string,
): Promise<FunctionLog> {
  const location = `/aws/lambda/${functionName}`;
  const { CloudWatchLogsClient, FilterLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const client = new CloudWatchLogsClient({ region });
  try {
    const request = { logGroupName: location, startTime: from - margin, endTime: to + margin, limit: maxEvents };
    const { events = [], nextToken } = await client.send(new FilterLogEventsCommand(request));
    const lines = events.map(({ timestamp, message: text = '' }) => ({
      ...(timestamp === undefined ? {} : { at: timestamp }),
      text: text.trimEnd(),
      isOwn: text.includes(executionArn),
    }));
    return { lines, location, isCut: nextToken !== undefined };
  } catch (error) {
    const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { lines: [], location, isCut: false, problem };
  } finally {
    client.destroy();
  }
}
