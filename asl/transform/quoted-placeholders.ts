import { isJsonObject, type Json } from '../definition';
import { type ParsedDefinition, type PlacedValue, placeholdersIn } from '../load';

// A Unicode noncharacter: never exchanged as text.
const mark = '\uFDD4';

/**
 * The value of a definition in which a placeholder that is a whole text in quotes (`'${Name}'`: text, even if a number is put in its place)
 * is marked, so that it is printed in quotes again. Values that are shared stay shared.
 */
export function markQuoted({ placed }: ParsedDefinition): Json {
  const done = new Map<Json, Json>();
  const visit = ({ value, plain, children }: PlacedValue): Json => {
    if (typeof value === 'string') return !plain && isPlaceholder(value) ? mark + value : value;
    if (typeof value !== 'object' || value === null || children === undefined) return value;
    const known = done.get(value);
    if (known !== undefined) return known;
    const members = [...children].map(([step, child]) => [step, visit(child.placed)] as const);
    const marked = isJsonObject(value) ? Object.fromEntries(members) : members.map(([, member]) => member);
    done.set(value, marked);
    return marked;
  };
  return visit(placed);
}

/** The text without its mark, and whether it had one. */
export function unmarkQuoted(text: string): { readonly text: string; readonly isQuoted: boolean } {
  const isQuoted = text.startsWith(mark);
  return { text: isQuoted ? text.slice(mark.length) : text, isQuoted };
}

function isPlaceholder(text: string): boolean {
  const [placeholder] = placeholdersIn(text);
  return placeholder !== undefined && placeholder.start === 0 && placeholder.end === text.length;
}
