import { cutText } from '@document-pipelines/asl/terminal';
import type { Console } from '@document-pipelines/local-aws/environment';
import { continuedBy, type OperatorCommands } from '../operator-commands';
import type { DocumentResult } from './document-result';
import { outcomeText } from './expectation';
import { paintOutcome } from './paint-outcome';

/**
 * Formats the result of a document as one line, with at most this many characters of the reason. A failure ends with the command to
 * continue, if there is one.
 */
export function outcomeLine(
  result: DocumentResult,
  { console, commands }: { readonly console: Pick<Console, 'paint'>; readonly commands?: OperatorCommands | undefined },
  longest = 2_000,
): string {
  const { document, outcome, error, key } = result;
  const next = outcome === 'failed' && commands !== undefined ? continuedBy(commands, { error, id: key }) : '';
  return `${document}: ${paintOutcome(console.paint, outcome, cutText(outcomeText(result), longest))}${next}`;
}
