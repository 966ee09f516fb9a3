import { join } from 'node:path';
import { writeOutputFile } from '../../language/named-files';
import { failedFirst, type ReadExecution, readExecution, textIn } from '../model';
import type { ExecutionSource } from '../sources';
import { type ReadMapRun, reportedChildren, runReporter } from './report-file';

/** An execution, and what its file is named by: a document, a run. */
export interface WantedReport {
  readonly executionArn: string;
  readonly name: string;
}

/** Writes a report of each execution to a folder, and returns the files in their order. Names need not be distinct, nor fit a file. */
export async function writeReports(
  source: Pick<ExecutionSource, 'describe' | 'events' | 'list' | 'mapRun'>,
  wanted: readonly WantedReport[],
  folder: string,
): Promise<readonly string[]> {
  const report = runReporter();
  const files: string[] = [];
  for (const { executionArn, name } of wanted) {
    const execution = await readFrom(source, executionArn);
    const file = freeFile(folder, name, files);
    const mapRuns = await readMapRuns(source, execution);
    writeOutputFile(file, report(execution, execution.described.stoppedAt ?? Date.now(), mapRuns));
    files.push(file);
  }
  return files;
}

type ReportSource = Parameters<typeof writeReports>[0];

async function readFrom(source: ReportSource, executionArn: string): Promise<ReadExecution> {
  const described = await source.describe(executionArn);
  return readExecution(described, await source.events(executionArn, 0));
}

/** Of its Map Runs, the children that failed first. Those of children are not in the file. */
async function readMapRuns(
  source: ReportSource,
  { described, events }: ReadExecution,
): Promise<ReadonlyMap<string, ReadMapRun>> {
  const arns = new Set(events.flatMap((event) => textIn(event, 'mapRunArn') ?? []));
  const mapRuns = new Map<string, ReadMapRun>();
  for (const mapRunArn of arns) {
    const { rows } = await source.list({ mapRunArn });
    const shown = failedFirst(rows).slice(0, reportedChildren);
    const children: ReadExecution[] = [];
    for (const row of shown) children.push(await readFrom(source, row.executionArn));
    const summary = await source.mapRun(mapRunArn, described.executionArn);
    mapRuns.set(mapRunArn, { summary, children, omitted: rows.length - shown.length });
  }
  return mapRuns;
}

function freeFile(folder: string, name: string, taken: readonly string[]): string {
  const stem = fileNameOf(name);
  const candidate = (count: number): string => join(folder, `${stem}${count === 1 ? '' : `-${count}`}.html`);
  let count = 1;
  while (taken.includes(candidate(count))) count += 1;
  return candidate(count);
}

/** Letters, digits, dots and hyphens of a name, at most 80 of them. */
export function fileNameOf(name: string): string {
  const words = name.replaceAll(/[^\p{L}\p{N}.]+/gu, '-').replaceAll(/^[-.]+|-+$/g, '');
  return words.slice(0, 80) || 'run';
}
