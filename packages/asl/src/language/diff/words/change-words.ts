import { type FieldPath, isJsonObject, type Json } from '../../definition';
import type { DefinitionChange } from '../compare-definitions';
import { type FieldChange, plainWords, type Words } from './field-words';
import { handlerWords } from './handler-words';
import { callWords } from './state-words';
import { arrow, type Shown } from './value-words';

/** A change in words. */
export interface ChangeText {
  readonly text: string;
  /** The first change of those that the text is about. */
  readonly change: DefinitionChange;
}

/** Words of a change, and the change. */
export type ChangeWords = Words & { readonly change: DefinitionChange };

/** Returns the changes of one state in words, in order. */
export function wordsOfChanges(changes: readonly DefinitionChange[], shown: Shown): ChangeWords[] {
  const fields = changes.map(fieldChange).sort((a, b) => rankOf(a) - rankOf(b));
  return fields.flatMap((field) => wordsFor(field, shown).map((words) => ({ ...words, change: field.change })));
}

/** Makes one text of what belongs together. */
export function joinWords(words: readonly ChangeWords[]): ChangeText[] {
  const texts = new Map<string, { change: DefinitionChange; about?: string; parts: string[]; times: number }>();
  for (const { about, text, change } of words) {
    const key = about ?? text;
    const known = texts.get(key) ?? { change, parts: [], times: 0, ...(about === undefined ? {} : { about }) };
    if (!known.parts.includes(text)) known.parts.push(text);
    known.times += 1;
    texts.set(key, known);
  }
  return [...texts.values()].map(({ change, about, parts, times }) => {
    if (about !== undefined) return { change, text: `${about}: ${parts.join(', ')}` };
    return { change, text: times === 1 ? parts.join() : `${parts.join()} (${times} times)` };
  });
}

/** A change that so many differently named handlers have, as those of one anchor, is reported without their names. */
const fewestHandlers = 3;

/** Returns the words of several states, in which a change of many handlers is one of `catchers`. */
export function withoutCommonNames(words: readonly ChangeWords[]): ChangeWords[] {
  const names = new Map<string, Set<string>>();
  const key = ({ noun, text }: ChangeWords) => `${noun} ${text}`;
  for (const each of words) names.set(key(each), (names.get(key(each)) ?? new Set()).add(each.about ?? ''));
  return words.map((each) => {
    const isCommon = each.noun !== undefined && (names.get(key(each))?.size ?? 0) >= fewestHandlers;
    return isCommon ? { ...each, about: `${each.noun}s` } : each;
  });
}

/** What matters most comes first; other fields are between. */
const first = ['Type', 'Resource', 'Next', 'End', 'Default', 'Choices', 'Catch', 'Retry', 'TimeoutSeconds'];
const last = ['Assign', 'Output'];

function rankOf({ field }: FieldChange): number {
  const name = String(field[0]);
  return first.includes(name) ? first.indexOf(name) : first.length + last.indexOf(name) + 1;
}

function fieldChange(change: DefinitionChange): FieldChange {
  const { match, kind } = change;
  const below = (path: FieldPath, side: 'old' | 'new') => path.slice(match?.[side].path.length ?? 0);
  const oldField = 'oldPath' in change ? below(change.oldPath, 'old') : [];
  const field = 'path' in change ? below(change.path, 'new') : oldField;
  const values = { ...('old' in change ? { old: change.old } : {}), ...('new' in change ? { new: change.new } : {}) };
  return { change, kind, field, oldField, owner: match?.[kind === 'removed' ? 'old' : 'new'].own ?? null, ...values };
}

/** Undefined: as any other field. */
const byField: Readonly<Record<string, (change: FieldChange, shown: Shown) => Words[] | undefined>> = {
  Retry: (change, shown) => handlerWords('retrier', change, shown),
  Catch: (change, shown) => handlerWords('catcher', change, shown),
  Choices: (change, shown) => handlerWords('rule', change, shown),
  Assign: assignWords,
  Next: (change) => transitionWords(change, `goes to ${String(change.new)}`, `goes to ${String(change.old)}`),
  End: (change) => transitionWords(change, 'ends here', 'ends here'),
  Resource: ({ kind, old, new: current }) =>
    kind === 'changed' ? [{ text: `calls ${callWords(old)} → ${callWords(current)}` }] : undefined,
};

function wordsFor(change: FieldChange, shown: Shown): Words[] {
  const plain = () => [{ text: plainWords(change, change.field, shown) }];
  return byField[String(change.field[0])]?.(change, shown) ?? plain();
}

/** A state that has `Next` instead of `End` only goes there: `End` is not reported. */
function transitionWords({ kind, field, change }: FieldChange, now: string, before: string): Words[] | undefined {
  if (kind === 'added') return [{ text: now }];
  if (kind !== 'removed') return undefined;
  const other = field[0] === 'Next' ? 'End' : 'Next';
  const has = (own: Json | undefined) => isJsonObject(own) && own[other] !== undefined;
  return has(change.match?.new.own) && !has(change.match?.old.own) ? [] : [{ text: `no longer ${before}` }];
}

/** Longer values of variables are shown if asked for. */
const longestAssigned = 40;

function assignWords({ kind, field, old, new: current }: FieldChange, shown: Shown): Words[] | undefined {
  const whole = kind === 'removed' ? old : current;
  if (field.length === 1 && (kind === 'added' || kind === 'removed') && isJsonObject(whole))
    return Object.keys(whole).map((key) => ({ about: 'Assign', text: `${kind === 'added' ? '+' : '-'} ${key}` }));
  if (field.length !== 2 || kind === 'moved') return undefined;
  const signs = { added: '+ ', removed: '- ', changed: '' } as const;
  const name = `${signs[kind]}${String(field[1])}`;
  const values = kind === 'changed' ? arrow(old as Json, current as Json, shown) : '';
  const isShown = kind === 'changed' && (shown.all || values.length <= longestAssigned);
  return [{ about: 'Assign', text: kind !== 'changed' ? name : isShown ? `${name} ${values}` : `${name} changed` }];
}
