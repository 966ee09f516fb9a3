import { isJsonObject, type Json } from '../definition';
import { compareJson, type IgnoredDifferences, type JsonChange } from './compare-json';
import type { DiffSource } from './diff-source';
import { type ListedState, listStates, withoutComments, withoutScopeStates } from './list-states';
import { hasMoved, type MatchedState, matchStates } from './match-states';
import { comparePlaceholders, compareVariables, type NameChanges } from './names';
import { type ChangedPrompts, promptsOfChange } from './prompts-of-change';
import { compareRoles, type RoleChanges } from './role-changes';

/** A change of one value, and the state that has it; of the machine itself without one. */
export type DefinitionChange = JsonChange & {
  readonly match?: MatchedState;
  readonly prompts?: ChangedPrompts;
  /** A transition that names the same state under its new name. */
  readonly followsRename: boolean;
};

/** Everything that differs between two definitions. */
export interface DefinitionChanges {
  readonly old: DiffSource;
  readonly new: DiffSource;
  readonly states: {
    readonly old: readonly ListedState[];
    readonly new: readonly ListedState[];
    readonly added: readonly ListedState[];
    readonly removed: readonly ListedState[];
    /** In another scope. */
    readonly moved: readonly MatchedState[];
    readonly renamed: readonly MatchedState[];
  };
  readonly changes: readonly DefinitionChange[];
  readonly placeholders: NameChanges;
  readonly variables: NameChanges;
  readonly role: RoleChanges;
  readonly ignored: IgnoredCounts;
}

/** How many differences without a meaning there are. */
export interface IgnoredCounts {
  readonly comments: number;
  /** Objects whose keys, and handlers whose errors, are in another order. */
  readonly orders: number;
  readonly functionVersions: number;
  /** Whether the texts differ at all. */
  readonly isSameText: boolean;
}

/** Compares two definitions. */
export function compareDefinitions(old: DiffSource, current: DiffSource): DefinitionChanges {
  const [olds, news] = [listStates(old.filled), listStates(current.filled)];
  const { matched, added, removed } = matchStates(olds, news);
  const ignored: IgnoredDifferences = { orders: [], functionVersions: [] };
  const renamed = matched.filter((match) => match.old.name !== match.new.name);
  const names = new Map(renamed.map((match) => [match.old.name, match.new.name]));
  const changes = [
    ...machineChanges(old.filled, current.filled, ignored),
    ...matched.flatMap((match) => stateChanges(match, ignored)),
  ].map((change) => {
    const prompts = promptsOfChange(change, old, current);
    const followed = { ...change, followsRename: followsRename(change, names) };
    return prompts === undefined ? followed : { ...followed, prompts };
  });
  return {
    old,
    new: current,
    states: { old: olds, new: news, added, removed, renamed, moved: matched.filter((each) => hasMoved(each, matched)) },
    changes,
    placeholders: comparePlaceholders(old, current),
    variables: compareVariables(old, current),
    role: compareRoles(old, current, matched),
    ignored: ignoredCounts({ old, new: current, matched, ignored }),
  };
}

/** Whether there is a change of what executions do. */
export function hasChanges({ states, changes }: DefinitionChanges): boolean {
  const { added, removed, moved, renamed } = states;
  return [changes, added, removed, moved, renamed].some((list) => list.length > 0);
}

function machineChanges(old: Json, current: Json, ignored: IgnoredDifferences): JsonChange[] {
  const own = (value: Json) => withoutComments(withoutScopeStates(value));
  return compareJson({ old: own(old), new: own(current), oldPath: [], path: [] }, ignored);
}

function stateChanges(match: MatchedState, ignored: IgnoredDifferences): (JsonChange & { match: MatchedState })[] {
  const { old, new: current } = match;
  const values = { old: old.own, new: current.own, oldPath: old.path, path: current.path };
  return compareJson(values, ignored).map((change) => ({ ...change, match }));
}

const targets = new Set(['Next', 'Default', 'StartAt']);

function followsRename(change: JsonChange, names: ReadonlyMap<string, string>): boolean {
  if (change.kind !== 'changed' || !targets.has(String(change.path.at(-1)))) return false;
  return typeof change.old === 'string' && names.get(change.old) === change.new;
}

interface Compared {
  readonly old: DiffSource;
  readonly new: DiffSource;
  readonly matched: readonly MatchedState[];
  readonly ignored: IgnoredDifferences;
}

function ignoredCounts({ old, new: current, matched, ignored }: Compared): IgnoredCounts {
  const ordered = keyOrderOf(old.value, matched, 'old') === keyOrderOf(current.value, matched, 'new');
  return {
    comments: differing(commentsIn(old), commentsIn(current)),
    orders: ignored.orders.length + (ordered ? 0 : 1),
    functionVersions: ignored.functionVersions.length,
    isSameText: old.text === current.text,
  };
}

/** The order of the states that both have. */
function keyOrderOf(value: Json, matched: readonly MatchedState[], side: 'old' | 'new'): string {
  const numbers = new Map(matched.map((match, index) => [JSON.stringify(match[side].path), index]));
  return listStates(value)
    .flatMap(({ path }) => numbers.get(JSON.stringify(path)) ?? [])
    .join();
}

function commentsIn({ value, comments }: DiffSource): string[] {
  return [...comments, ...commentFields(value)];
}

/** `Comment` fields, counted by what `withoutComments` drops. */
function commentFields(value: Json): string[] {
  const own = (part: Json) => withoutScopeStates(part);
  const fields = [own(value), ...listStates(value).map(({ whole }) => whole)];
  return fields.flatMap((part) => (isJsonObject(part) ? commentsBelow(part) : []));
}

function commentsBelow(part: Json): string[] {
  if (!isJsonObject(part)) return [];
  const lists = ['Retry', 'Catch', 'Choices'].flatMap((key) =>
    Array.isArray(part[key]) ? (part[key] as readonly Json[]) : [],
  );
  const own = typeof part['Comment'] === 'string' ? [part['Comment']] : [];
  return [...own, ...lists.flatMap(commentsBelow)];
}

/** How many texts only one of two lists has; a changed one counts once. */
function differing(old: readonly string[], current: readonly string[]): number {
  const left = [...old];
  const added = current.filter((text) => {
    const index = left.indexOf(text);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
  return Math.max(left.length, added.length);
}
