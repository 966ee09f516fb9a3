import { failureText } from '@document-pipelines/asl/interpreter';
import { cutText, type Paint } from '@document-pipelines/asl/terminal';
import type { DescribeExecution, ExecutionEvent, ExecutionNotice } from '../../environment/execution-notice';

/** Characters of an error and its cause in a line. */
const longestFailure = 160;
/** Characters of what an execution works on. */
const longestSubject = 60;

/** Formats a notice as one line: when, which state machine, what it works on, what happened, and the command to continue with. */
export function noticeLine(
  { at, stateMachineName, name, event }: ExecutionNotice,
  { subject = name, next }: ReturnType<DescribeExecution>,
  paint: Paint,
): string {
  const continues = next === undefined ? '' : `; \`${next}\``;
  const parts = [timeOfDay(at), stateMachineName, cutText(subject, longestSubject), eventText(event, paint)];
  return `${parts.join('  ')}${continues}`;
}

/** The notice as a value of one line of JSON. Inputs and outputs are left out. */
export function noticeJson(
  { at, stateMachineName, name, executionArn, event }: ExecutionNotice,
  { subject, next }: ReturnType<DescribeExecution>,
): object {
  const { kind, ...details } = event;
  const until =
    'until' in details && details.until !== undefined ? { until: new Date(details.until).toISOString() } : {};
  const named = { stateMachine: stateMachineName, name, executionArn };
  return { at: new Date(at).toISOString(), event: kind, ...named, subject, ...details, ...until, next };
}

/** `14:02:11Z`. */
export function timeOfDay(at: number): string {
  return `${new Date(at).toISOString().slice(11, 19)}Z`;
}

function eventText(event: ExecutionEvent, paint: Paint): string {
  switch (event.kind) {
    case 'started':
    case 'redriven':
      return event.kind;
    case 'waiting':
      return paint.yellow(`waits in ${event.stateName} ${waitText(event.until)}`);
    case 'retrying':
      return `retries ${event.stateName}: ${failureOf(event)}`;
    case 'ended':
      return endText(event, paint);
    default:
      return event satisfies never;
  }
}

function waitText(until: number | undefined): string {
  return until === undefined ? 'for an answer' : `until ${new Date(until).toISOString()}`;
}

function endText(event: Extract<ExecutionEvent, { kind: 'ended' }>, paint: Paint): string {
  const { status, seconds, retries } = event;
  const effort = `${seconds.toFixed(1)} s${retries === 0 ? '' : `, ${retries} ${retries === 1 ? 'retry' : 'retries'}`}`;
  if (status === 'SUCCEEDED') return paint.green(`succeeded in ${effort}`);
  const failure = failureOf(event);
  return paint.red(`${endWords[status]} after ${effort}${failure === '' ? '' : `: ${failure}`}`);
}

const endWords = { FAILED: 'failed', TIMED_OUT: 'timed out', ABORTED: 'was stopped' } as const;

function failureOf({ error, cause }: { readonly error?: string; readonly cause?: string }): string {
  return cutText(failureText({ error, cause }), longestFailure);
}
