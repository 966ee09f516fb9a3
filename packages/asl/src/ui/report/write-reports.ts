import { join } from 'node:path';
import { writeOutputFile } from '../../language/named-files';
import { readExecution } from '../model';
import type { ExecutionSource } from '../sources';
import { runReporter } from './report-file';

/** An execution, and what its file is named by: a document, a run. */
export interface WantedReport {
  readonly executionArn: string;
  readonly name: string;
}

/** Writes a report of each execution to a folder, and returns the files in their order. Names need not be distinct, nor fit a file. */
export async function writeReports(
  source: Pick<ExecutionSource, 'describe' | 'events'>,
  wanted: readonly WantedReport[],
  folder: string,
): Promise<readonly string[]> {
  const report = runReporter();
  const files: string[] = [];
  for (const { executionArn, name } of wanted) {
    const [described, events] = [await source.describe(executionArn), await source.events(executionArn, 0)];
    const file = freeFile(folder, name, files);
    writeOutputFile(file, report(readExecution(described, events), described.stoppedAt ?? Date.now()));
    files.push(file);
  }
  return files;
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
