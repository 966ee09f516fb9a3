import { failureText } from '@document-pipelines/asl/interpreter';
import { type Column, fittedTable } from '@document-pipelines/asl/table';
import type { RunResult } from './run-result';

const columns: readonly Column[] = [
  { head: 'run' },
  { head: 'ended' },
  { head: 'states', isFigure: true, rank: 3 },
  { head: 'retries', isFigure: true, rank: 4 },
  { head: 'seconds', isFigure: true, rank: 1 },
  { head: 'price $', isFigure: true, rank: 2 },
];

/** The results of a machine's runs as the lines of a table: run, how it ended, states entered, retries, duration, price. */
export function runTable(results: readonly RunResult[], width: number): readonly string[] {
  const rows = results.map((result) => {
    const { run, statesEntered, retries, durationSeconds, stepFunctionsPrice } = result;
    return [
      { text: run },
      endingOf(result),
      statesEntered,
      retries,
      durationSeconds.toFixed(1),
      stepFunctionsPrice.toFixed(6),
    ];
  });
  return fittedTable(columns, rows, width);
}

/** The name of an error is cut last. */
function endingOf({ status, error, cause, output, waitsIn }: RunResult) {
  if (waitsIn !== undefined) return { text: `${status}, waits in ${waitsIn}`, kept: status };
  if (error !== undefined) return { text: `${status} ${failureText({ error, cause })}`, kept: `${status} ${error}` };
  return { text: output === undefined ? status : `${status} ${JSON.stringify(output)}`, kept: status };
}
