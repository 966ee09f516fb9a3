import { failureText } from '@document-pipelines/asl/interpreter';
import { cutText } from '@document-pipelines/asl/terminal';
import type { Attempt, Iterations, MapRunCounts, StateVisit } from '../history/state-visit';
import { isOfLambda, logText } from './log-line';

/** Characters of a failure. */
const longestFailure = 300;
/** Lines of functions that are printed for a state, and failed iterations. */
const mostLogLines = 20;
const mostIterations = 5;

/** Formats a visit: the state with its duration and call, then its attempts, iterations and log lines, indented. */
export function visitLines(visit: StateVisit, { isRunning }: { readonly isRunning: boolean }): readonly string[] {
  const { stateName, type, depth, attempts, iterations, mapRun, startedExecutionArn, logs, decision } = visit;
  const head = [stateName, durationText(visit, isRunning), callText(visit)].filter((part) => part !== '').join('  ');
  const inner: readonly string[] = [
    ...attempts.flatMap((attempt, index) => attemptLines(attempt, attempts[index + 1])),
    ...(iterations === undefined ? [] : iterationLines(iterations)),
    ...(mapRun === undefined ? [] : [mapRunText(mapRun)]),
    ...(startedExecutionArn === undefined ? [] : [`started ${startedExecutionArn}`]),
    ...(decision === undefined ? [] : [`decided: ${decision.decision} by ${decision.reviewer}`]),
    ...logLines(logs.map(({ text }) => text).filter((text) => !isOfLambda(text))),
    ...(visit.input === undefined || type === 'Choice' ? [] : [`input ${visit.input}`]),
    ...(visit.output === undefined || type === 'Choice' ? [] : [`output ${visit.output}`]),
  ];
  const indent = '  '.repeat(depth);
  return [`${indent}${head}`, ...inner.map((line) => `${indent}    ${line}`)];
}

/** `2.1 s`; of what takes no time, nothing. */
function durationText({ enteredAt, exitedAt, type, attempts }: StateVisit, isRunning: boolean): string {
  if (type === 'Choice' || type === 'Succeed' || type === 'Fail' || type === 'Pass') return '';
  if (exitedAt !== undefined) return duration(enteredAt, exitedAt);
  const last = attempts.at(-1)?.endedAt;
  if (!isRunning) return last === undefined ? 'ended here' : `${duration(enteredAt, last)}, ended here`;
  return `${duration(enteredAt, new Date().toISOString())} so far`;
}

function callText({ call, type }: StateVisit): string {
  if (call === undefined) return type === 'Task' ? '' : type;
  const [operation = '', pattern] = call.resource.split('.');
  const waits = pattern === 'waitForTaskToken' ? ', waits for an answer' : '';
  if (call.functionName !== undefined) return `${call.functionName}${waits}`;
  return `${call.resourceType.replace('aws-sdk:', '')}:${operation}${waits}`;
}

function attemptLines(attempt: Attempt, next: Attempt | undefined): readonly string[] {
  const { startedAt, endedAt, error, cause } = attempt;
  if (error === undefined && next === undefined) return [];
  const failure = cutText(failureText({ error, cause }), longestFailure);
  const what = `failed${endedAt === undefined ? '' : ` after ${duration(startedAt, endedAt)}`}: ${failure}`;
  return next?.pauseSeconds === undefined ? [what] : [`${what}; tried again ${next.pauseSeconds.toFixed(1)} s later`];
}

function iterationLines({ total, succeeded, failed, aborted, retries, failures }: Iterations): readonly string[] {
  const counts = [
    `${succeeded} of ${total} iterations succeeded`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(aborted === 0 ? [] : [`${aborted} were aborted`]),
    ...(retries === 0 ? [] : [`${retries} ${retries === 1 ? 'retry' : 'retries'}`]),
  ];
  const shown = failures.slice(0, mostIterations).map(({ index, stateName: state, error, cause }) => {
    return `iteration ${index}: ${cutText(failureText({ state, error, cause }), longestFailure)}`;
  });
  const more = failed - shown.length;
  return [counts.join(', '), ...shown, ...(more > 0 ? [`and ${more} more that failed`] : [])];
}

function mapRunText({ total = 0, succeeded = 0, failed = 0, running = 0 }: MapRunCounts): string {
  const parts = [`${succeeded} of ${total} child executions succeeded`, `${failed} failed`];
  return [...parts, ...(running === 0 ? [] : [`${running} run`])].join(', ');
}

function logLines(messages: readonly string[]): readonly string[] {
  const shown = messages.slice(0, mostLogLines).map((message) => `| ${logText(message)}`);
  const more = messages.length - shown.length;
  return more > 0 ? [...shown, `| … ${more} more lines: --json`] : shown;
}

/** The time between two times: `2.1 s`, `12 min`, `3.5 h`. */
export function duration(from: string, to: string): string {
  const seconds = Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
