import type { DefinitionChange, DefinitionChanges } from '../compare-definitions';
import type { ListedState } from '../list-states';
import { type ChangeWords, joinWords, withoutCommonNames, wordsOfChanges } from './change-words';
import { lineAt, type Row } from './row';
import { stateWords } from './state-words';
import { count, listWords, type Shown } from './value-words';

const mostStates = 4;
const mostTexts = 3;
const mostRows = 8;

/** Returns what states do that they did not do before, and the reverse. */
export function behaviourRows(changes: DefinitionChanges, shown: Shown): Row[] {
  const { states, variables, placeholders } = changes;
  const names = (sign: '+' | '-', subject: string, list: readonly string[]): Row[] =>
    list.length === 0 ? [] : [{ sign, subject, text: listWords(list, 8, shown) }];
  return [
    ...stateRows(changes, 'new', shown),
    ...stateRows(changes, 'old', shown),
    ...states.renamed.map((match) => renamedRow(changes, match)),
    ...states.moved.map(({ old, new: current }) => ({
      sign: '~' as const,
      subject: current.label,
      text: `moved from ${old.owner?.label ?? 'the top level'}`,
      ...lineAt(changes, 'new', current.path),
    })),
    ...changedRows(changes, shown),
    ...names('+', 'variables', variables.added),
    ...names('-', 'variables', variables.removed),
    ...names('+', 'placeholders', placeholders.added),
    ...names('-', 'placeholders', placeholders.removed),
  ];
}

function renamedRow(
  changes: DefinitionChanges,
  { old, new: current }: DefinitionChanges['states']['renamed'][number],
): Row {
  return {
    sign: '~',
    subject: current.label,
    text: `new name of ${old.label}`,
    ...lineAt(changes, 'new', current.path),
  };
}

/** Added or removed states; those that do the same in one row, and those inside an added Map in its row. */
function stateRows(changes: DefinitionChanges, side: 'old' | 'new', shown: Shown): Row[] {
  const listed = changes.states[side === 'new' ? 'added' : 'removed'];
  const outer = shown.all ? listed : listed.filter(({ owner }) => owner === undefined || !listed.includes(owner));
  const rows = new Map<string, ListedState[]>();
  for (const state of outer) {
    const words = stateWords(state, shown);
    rows.set(words, [...(rows.get(words) ?? []), state]);
  }
  const sign = side === 'new' ? '+' : '-';
  const all = [...rows].map(
    ([text, same]): Row => ({
      sign,
      subject: subjectOf(same, shown),
      text,
      ...lineAt(changes, side, (same[0] as ListedState).path),
    }),
  );
  if (shown.all || all.length <= mostRows + 1) return all;
  const others = [...rows.values()].slice(mostRows).flat();
  const text = `${listWords(
    others.map(({ name }) => name),
    8,
    shown,
  )} (--all)`;
  return [...all.slice(0, mostRows), { sign, subject: count(others.length, 'other state'), text }];
}

interface SharedTexts {
  readonly states: readonly ListedState[];
  readonly texts: string[];
  readonly change: DefinitionChange;
}

/** Changes of one state are in one row, and so are equal changes of several states. */
function changedRows(changes: DefinitionChanges, shown: Shown): Row[] {
  const byState = new Map<ListedState | undefined, DefinitionChange[]>();
  for (const change of changes.changes) {
    if (isRisk(change) || (change.followsRename && !shown.all)) continue;
    const state = change.match?.new;
    byState.set(state, [...(byState.get(state) ?? []), change]);
  }
  const words = [...byState.values()].flatMap((own) => wordsOfChanges(own, shown));
  const shared = joinedByStates(shown.all ? words : withoutCommonNames(words));
  return shared.map((each) => changedRow(changes, each, shown));
}

function joinedByStates(words: readonly ChangeWords[]): SharedTexts[] {
  const byState = new Map<ListedState | undefined, ChangeWords[]>();
  for (const each of words) byState.set(each.change.match?.new, [...(byState.get(each.change.match?.new) ?? []), each]);
  const byText = new Map<string, { states: ListedState[]; change: DefinitionChange }>();
  for (const [state, own] of byState)
    for (const { text, change } of joinWords(own)) {
      const known = byText.get(text) ?? { states: [], change };
      if (state !== undefined && !known.states.includes(state)) known.states.push(state);
      byText.set(text, known);
    }
  const shared: SharedTexts[] = [];
  for (const [text, { states, change }] of byText) {
    const same = shared.find((each) => isSameList(each.states, states));
    if (same === undefined) shared.push({ states, texts: [text], change });
    else same.texts.push(text);
  }
  return shared;
}

function changedRow(changes: DefinitionChanges, { states, texts, change }: SharedTexts, shown: Shown): Row {
  const more = texts.length - mostTexts;
  const cut = !shown.all && more > 1;
  const text = (cut ? [...texts.slice(0, mostTexts), `${more} more (--all)`] : texts).join('; ');
  const subject = states.length === 0 ? 'state machine' : subjectOf(states, shown);
  // What was removed has no line of its own: its state has one.
  const line = lineAt(changes, 'new', 'path' in change ? change.path : (change.match?.new.path ?? []));
  return { sign: '~', subject, text, ...line };
}

/** Whether a change has a row of its own among the risks. */
export function isRisk(change: DefinitionChange): boolean {
  const path = 'path' in change ? change.path : change.oldPath;
  return change.match !== undefined && path.at(-1) === 'ConditionExpression';
}

function subjectOf(states: readonly ListedState[], shown: Shown): string {
  return listWords(
    states.map(({ label }) => label),
    mostStates,
    shown,
  );
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
