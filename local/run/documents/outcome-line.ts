import { cutText } from '../../../asl/terminal';
import { continuedBy, type OperatorCommands } from '../../wording';
import type { Console } from '../environment/console';
import type { DocumentResult } from './document-result';
import { outcomeText } from './expectation';

/** What became of a document, on one line whose reason has at most so many characters; a failure ends with the command that continues, if one does. */
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
