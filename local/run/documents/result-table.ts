import Table from 'cli-table3';
import { standardPrice } from '../../../asl/cost';
import { visibleText } from '../../../asl/terminal';
import type { DocumentResult, Outcome } from './document-result';

/** What the table is drawn with. */
export interface ResultTableOptions {
  readonly region: string;
  /** Width of the terminal in characters. */
  readonly columns: number;
  readonly colour: (outcome: Outcome, text: string) => string;
}

/** The results as the lines of a table: document, what it is, outcome, states entered, retries, duration, Standard price. */
export function resultTable(
  results: readonly DocumentResult[],
  { region, columns, colour }: ResultTableOptions,
): readonly string[] {
  const table = new Table({
    head: ['document', 'what it is', 'outcome', 'states', 'retries', 'seconds', 'price $'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const outcomeWidth = Math.max(24, columns - 80);
  for (const result of results) {
    const { document, documentType, outcome, statesEntered, retries, durationSeconds } = result;
    const price = standardPrice({ stateTransitions: billedTransitions(result), region });
    table.push([
      shortened(visibleText(document), 28),
      visibleText(documentType ?? '-'),
      colour(outcome, shortened(visibleText(outcomeOf(result).replaceAll(/\s+/g, ' ')), outcomeWidth)),
      statesEntered,
      retries,
      durationSeconds.toFixed(1),
      price.toFixed(6),
    ]);
  }
  return table.toString().split('\n');
}

/** The execution's start and every retry are billed like a state's entry. */
export function billedTransitions({ statesEntered, retries, executionArn }: DocumentResult): number {
  return executionArn === null ? 0 : statesEntered + retries + 1;
}

function outcomeOf({ outcome, reason, alreadyProcessed, deliveries }: DocumentResult): string {
  const notes = [
    ...(reason === undefined || reason === '' ? [] : [reason]),
    ...(alreadyProcessed ? ['already processed'] : []),
    ...(deliveries > 1 ? [`once, of ${deliveries} deliveries`] : []),
  ];
  return notes.length === 0 ? outcome : `${outcome} (${notes.join('; ')})`;
}

function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
