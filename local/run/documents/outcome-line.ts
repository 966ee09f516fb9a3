import { cutText } from '../../../asl/terminal';
import { continuedBy, type OperatorCommands } from '../../wording';
import type { Console } from '../environment/console';
import type { DocumentResult } from './document-result';
import { outcomeText } from './expectation';

/**
 * Formats the result of a document as one line, with at most this many characters of the reason. A failure ends with the command to
 * continue, if there is one.
 */
export function outcomeLine(
  result: DocumentResult,
  {
    console,
    commands,
  }: { readonly console: Pick<Console, 'colour'>; readonly commands?: OperatorCommands | undefined },
  longest = 2_000,
): string {
  const { document, outcome, error, key } = result;
  const next = outcome === 'failed' && commands !== undefined ? continuedBy(commands, { error, id: key }) : '';
  return `${document}: ${console.colour(outcome, cutText(outcomeText(result), longest))}${next}`;
}
