import { standardPrice } from '@document-pipelines/asl/cost';
import { type Column, fittedTable } from '@document-pipelines/asl/table';
import type { Paint } from '@document-pipelines/asl/terminal';
import type { DocumentResult } from './document-result';
import { paintOutcome } from './paint-outcome';

/** Options of the table. */
export interface ResultTableOptions {
  readonly region: string;
  /** Width of the terminal in characters. */
  readonly columns: number;
  readonly paint: Paint;
}

const columns: readonly Column[] = [
  { head: 'document' },
  { head: 'what it is', rank: 1 },
  { head: 'outcome' },
  { head: 'states', isFigure: true, rank: 4 },
  { head: 'retries', isFigure: true, rank: 5 },
  { head: 'seconds', isFigure: true, rank: 2 },
  { head: 'price $', isFigure: true, rank: 3 },
];

/** The results as the lines of a table: document, what it is, outcome, states entered, retries, duration, Standard price. */
export function resultTable(results: readonly DocumentResult[], options: ResultTableOptions): readonly string[] {
  const rows = results.map((result) => {
    const { document, documentType, outcome, statesEntered, retries, durationSeconds } = result;
    const price = standardPrice({ stateTransitions: billedTransitions(result), region: options.region });
    return [
      { text: document },
      documentType ?? '-',
      { ...outcomeOf(result), paint: (text: string) => paintOutcome(options.paint, outcome, text) },
      statesEntered,
      retries,
      durationSeconds.toFixed(1),
      price.toFixed(6),
    ];
  });
  return fittedTable(columns, rows, options.columns);
}

/** The execution's start and every retry are billed like a state's entry. */
export function billedTransitions({ statesEntered, retries, executionArn }: DocumentResult): number {
  return executionArn === null ? 0 : statesEntered + retries + 1;
}

/** The name of an error is cut last: it is what a redrive asks for. */
function outcomeOf({ outcome, reason, error, alreadyProcessed, deliveries }: DocumentResult) {
  const notes = [
    ...(reason === undefined || reason === '' ? [] : [reason]),
    ...(alreadyProcessed ? ['already processed'] : []),
    ...(deliveries > 1 ? [`once, of ${deliveries} deliveries`] : []),
  ];
  const text = notes.length === 0 ? outcome : `${outcome} (${notes.join('; ').replaceAll(/\s+/g, ' ')})`;
  const end = error === undefined ? -1 : text.indexOf(error);
  return { text, kept: end === -1 ? outcome : text.slice(0, end + (error ?? '').length) };
}
