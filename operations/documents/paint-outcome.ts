import type { Paint } from '@document-pipelines/asl/terminal';
import type { DocumentOutcome } from './document-result';

const colours = {
  stored: 'green',
  review: 'yellow',
  'waiting-release': 'yellow',
  running: 'yellow',
  rejected: 'cyan',
  failed: 'red',
} as const satisfies Readonly<Record<DocumentOutcome, keyof Paint>>;

/** A text in the colour of an outcome. */
export function paintOutcome(paint: Paint, outcome: DocumentOutcome, text: string): string {
  return paint[colours[outcome]](text);
}
