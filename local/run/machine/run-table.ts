import Table from 'cli-table3';
import { visibleText } from '../../../asl/terminal';
import type { RunResult } from './run-result';

/** The results of a machine's runs as the lines of a table: run, how it ended, states entered, retries, duration, price. */
export function runTable(results: readonly RunResult[], columns: number): readonly string[] {
  const table = new Table({
    head: ['run', 'ended', 'states', 'retries', 'seconds', 'price $'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const width = Math.max(24, Math.floor((columns - 44) / 2));
  for (const result of results) {
    const { run, statesEntered, retries, durationSeconds, stepFunctionsPrice } = result;
    table.push([
      shortened(visibleText(run), width),
      shortened(visibleText(endingOf(result)), width),
      statesEntered,
      retries,
      durationSeconds.toFixed(1),
      stepFunctionsPrice.toFixed(6),
    ]);
  }
  return table.toString().split('\n');
}

function endingOf({ status, error, output, waitsIn }: RunResult): string {
  if (waitsIn !== undefined) return `${status}, waits in ${waitsIn}`;
  if (error !== undefined) return `${status} ${error}`;
  return output === undefined ? status : `${status} ${JSON.stringify(output)}`;
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
