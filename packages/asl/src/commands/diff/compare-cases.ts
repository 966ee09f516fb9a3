import { isJsonObject, type Json } from '../../language/definition';
import { canonical, count, listWords, type Row, type Shown } from '../../language/diff';
import type { ParsedDefinition } from '../../language/load';

/** Cases that only one of two cases files has, or that differ. */
export interface CaseChanges {
  readonly old: number;
  readonly new: number;
  readonly added: readonly string[];
  readonly removed: readonly { readonly name: string; readonly line: number }[];
  readonly renamed: readonly { readonly old: string; readonly new: string }[];
  readonly changed: readonly string[];
  /** What is set for all cases and differs: `mocks`, `substitutions`. */
  readonly shared: readonly string[];
}

interface ListedCase {
  readonly name: string;
  readonly line: number;
  /** Without the name. */
  readonly content: string;
}

/** Compares two cases files; a new one that is missing has no cases. */
export function compareCases(old: ParsedDefinition, current: ParsedDefinition | undefined): CaseChanges {
  const [olds, news] = [casesOf(old), current === undefined ? [] : casesOf(current)];
  const find = (list: readonly ListedCase[], name: string) => list.find((each) => each.name === name);
  const onlyNew = news.filter(({ name }) => find(olds, name) === undefined);
  const onlyOld = olds.filter(({ name }) => find(news, name) === undefined);
  const renamed = onlyNew.flatMap(({ name, content }) => {
    const before = onlyOld.find((each) => each.content === content);
    return before === undefined ? [] : [{ old: before.name, new: name }];
  });
  return {
    old: olds.length,
    new: news.length,
    added: onlyNew.map(({ name }) => name).filter((name) => !renamed.some((each) => each.new === name)),
    removed: onlyOld.filter(({ name }) => !renamed.some((each) => each.old === name)),
    renamed,
    changed: news
      .filter(({ name, content }) => (find(olds, name)?.content ?? content) !== content)
      .map(({ name }) => name),
    shared: current === undefined ? [] : sharedChanges(old.value, current.value),
  };
}

/** Whether cases differ at all. */
export function hasCaseChanges({ added, removed, renamed, changed, shared }: CaseChanges): boolean {
  return [added, removed, renamed, changed, shared].some((list) => list.length > 0);
}

/** Returns the rows of a report: removed cases are a risk. */
export function caseRows(changes: CaseChanges, shown: Shown): { risks: Row[]; behaviour: Row[] } {
  const { added, removed, renamed, changed, shared } = changes;
  if (!hasCaseChanges(changes)) return { risks: [], behaviour: [] };
  const counts = [
    ...(added.length === 0 ? [] : [`${added.length} added`]),
    ...(changed.length === 0 ? [] : [`${changed.length} changed`]),
    ...(renamed.length === 0 ? [] : [`${renamed.length} renamed`]),
    ...(shared.length === 0 ? [] : [`${shared.join(', ')} of all cases changed`]),
  ];
  const names = removed.map(({ name }) => JSON.stringify(name));
  const text = `${count(removed.length, 'case')} removed: ${listWords(names, 3, shown)}`;
  const [first] = removed;
  const inFull: Row[] = added.map((name) => ({ sign: '+', subject: 'case', text: JSON.stringify(name) }));
  return {
    risks: first === undefined ? [] : [{ sign: '!', subject: 'cases', text, line: first.line }],
    behaviour: [
      ...(counts.length === 0
        ? []
        : [{ sign: '~' as const, subject: 'cases', text: `${changes.old} → ${changes.new}: ${counts.join(', ')}` }]),
      ...(shown.all ? inFull : []),
    ],
  };
}

function casesOf({ value, keySpanOf }: ParsedDefinition): ListedCase[] {
  const cases = isJsonObject(value) ? value['cases'] : undefined;
  if (!Array.isArray(cases)) return [];
  return (cases as readonly Json[]).flatMap((each, index) => {
    if (!isJsonObject(each)) return [];
    const { name, ...content } = each;
    return [{ name: String(name), line: keySpanOf(['cases', index]).start.line, content: canonical(content) }];
  });
}

function sharedChanges(old: Json, current: Json): string[] {
  if (!isJsonObject(old) || !isJsonObject(current)) return [];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(current)])].filter((key) => key !== 'cases');
  return keys.filter((key) => canonical(old[key] ?? null) !== canonical(current[key] ?? null));
}
