import { cutText } from '@document-pipelines/asl/terminal';

/** Keys of Powertools' lines that the story has already, or that only a machine needs. */
const repeated: readonly string[] = [
  'level',
  'message',
  'timestamp',
  'service',
  'sampling_rate',
  'xray_trace_id',
  'documentId',
  'executionArn',
  'cold_start',
  'function_name',
  'function_arn',
  'function_memory_size',
  'function_request_id',
];

/** Characters of a value, and of a line. */
const longestValue = 80;
const longestLine = 300;

/** Whether a line is Lambda's own about the beginning and end of an invocation. */
export function isOfLambda(text: string): boolean {
  return /^(START|END|REPORT|INIT_START|XRAY) /.test(text);
}

/** Formats a line of a function: level, message and the other keys of a JSON line; any other line as it is. */
export function logText(message: string): string {
  const members = membersOf(message);
  if (members === undefined) return cutText(message.replaceAll(/\s+/g, ' '), longestLine);
  const { level, message: text } = members;
  const others = Object.entries(members)
    .filter(([name]) => !repeated.includes(name))
    .map(
      ([name, value]) => `${name}=${cutText(typeof value === 'string' ? value : JSON.stringify(value), longestValue)}`,
    );
  return cutText([level, text, ...others].filter((part) => part !== undefined).join(' '), longestLine);
}

function membersOf(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
