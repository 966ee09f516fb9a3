import type { GraphEdge, GraphScope } from '../model/graph';
import type { SplitScope } from '../model/split-scope';
import { labelLines } from './lay-out-lines';
import { measures } from './measures';
import type { HandlerNote, JumpLetter } from './placed';
import { wrapText } from './text-width';

/** Options of the notes. */
export interface NoteOptions {
  readonly letterOf: (id: string) => JumpLetter;
  /** Of the letter and the lines next to it, in pixels. */
  readonly width: number;
}

/** Describes in words what leads to each lettered state: `any other error of StoreOrder, SendOrder`. */
export function handlerNotes(
  scope: GraphScope,
  { jumps, letters }: SplitScope,
  { letterOf, width }: NoteOptions,
): HandlerNote[] {
  const names = new Map(scope.nodes.map(({ id, name }) => [id, name]));
  return [...letters.keys()].map((id) => ({
    letter: letterOf(id),
    name: names.get(id) ?? id,
    lines: reasons(
      jumps.filter(({ to }) => to === id),
      names,
    ).flatMap((text) => wrapText(text, measures.note, { width: width - measures.letterWidth - 6, lines: 12 })),
  }));
}

/** Returns one string for each set of errors, with all the states whose catchers name them. */
function reasons(jumps: readonly GraphEdge[], names: ReadonlyMap<string, string>): string[] {
  const states = new Map<string, string[]>();
  for (const jump of jumps) {
    const reason = reasonOf(jump);
    states.set(reason, [...(states.get(reason) ?? []), names.get(jump.from) ?? jump.from]);
  }
  return [...states].map(([reason, from]) => `${reason} ${[...new Set(from)].join(', ')}`);
}

function reasonOf({ kind, label }: GraphEdge): string {
  if (kind === 'next') return 'after';
  if (kind === 'default') return 'by default after';
  if (kind === 'rule') return `${labelLines({ kind, label }).join(' ')}:`;
  return `${label} of`;
}
