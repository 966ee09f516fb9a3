import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionLog, LogLine, LogRequest } from '@document-pipelines/asl/ui';
import { errorCode } from '../error-code';

/** Bytes at the end of a log that are read, and lines of them that are shown. */
const maxBytes = 8_000_000;
const maxLines = 500;
/** Milliseconds around an attempt. */
const margin = 1_000;

/**
 * Reads what a function wrote while an attempt lasted, from its log in the state folder. Several calls write there at the same time: a line
 * is known to be of an execution if it names it, or has the trace of one that does; what has neither belongs to the line before it.
 */
export async function readLogFile(
  logFolder: string,
  { functionName, executionArn, from, to }: LogRequest,
): Promise<FunctionLog> {
  const location = join(logFolder, `${functionName}.log`);
  if (!/^[\w-]+$/.test(functionName))
    return { lines: [], location, isCut: false, problem: 'not the name of a function' };
  let text: string;
  try {
    text = await readEnd(location);
  } catch (error) {
    const problem = errorCode(error) === 'ENOENT' ? 'the function has not written anything' : String(error);
    return { lines: [], location, isCut: false, problem };
  }
  const all = datedLines(text).filter(({ at }) => at >= from - margin && at <= to + margin);
  const own = ownTraces(all, executionArn);
  let isOwn = false;
  const lines = all.map(({ at, line }): LogLine => {
    const trace = traceIn(line);
    if (line.includes(executionArn) || trace !== undefined)
      isOwn = line.includes(executionArn) || own.has(trace as string);
    else if (/^(START|END|REPORT) RequestId/.test(line)) isOwn = false;
    return { at, text: line, isOwn };
  });
  return { lines: lines.slice(-maxLines), location, isCut: lines.length > maxLines };
}

async function readEnd(file: string): Promise<string> {
  const opened = await open(file, 'r');
  try {
    const { size } = await opened.stat();
    const length = Math.min(size, maxBytes);
    const { buffer } = await opened.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await opened.close();
  }
}

/** A line without a time has that of the line before it. */
function datedLines(text: string): readonly { readonly at: number; readonly line: string }[] {
  let at = 0;
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      at = timeIn(line) ?? at;
      return { at, line };
    });
}

function timeIn(line: string): number | undefined {
  const [, time] =
    /"(?:timestamp|time)"\s*:\s*"(\d{4}-\d\d-\d\dT[\d:.]+Z?)"/.exec(line) ??
    /^(\d{4}-\d\d-\d\dT[\d:.]+Z)/.exec(line) ??
    [];
  const at = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(at) ? undefined : at;
}

function ownTraces(lines: readonly { readonly line: string }[], executionArn: string): ReadonlySet<string> {
  return new Set(
    lines
      .flatMap(({ line }) => (line.includes(executionArn) ? [traceIn(line) ?? ''] : []))
      .filter((trace) => trace !== ''),
  );
}

function traceIn(line: string): string | undefined {
  return /"xray_trace_id"\s*:\s*"([^"]+)"/.exec(line)?.[1];
}
