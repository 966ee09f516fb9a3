import { type DefinitionChanges, hasChanges } from '../compare-definitions';
import { behaviourRows, isRisk } from './behaviour-rows';
import { joinWords, wordsOfChanges } from './change-words';
import { lostRows, roleRows } from './role-rows';
import { lineAt, type Row } from './row';
import { sameRows } from './same-rows';
import { count, type Shown } from './value-words';

/** Rows on what is not in the definitions. */
export interface OtherRows {
  readonly risks: readonly Row[];
  readonly behaviour: readonly Row[];
  readonly prices: readonly Row[];
}

/** Returns the rows of a report: risks, behaviour, permissions, prices, what stays. */
export function reportRows(changes: DefinitionChanges, others: OtherRows, shown: Shown): Row[] {
  if (!hasChanges(changes)) return [...others.risks, ...others.behaviour, ...others.prices, ...ignoredRows(changes)];
  const { lost } = changes.role;
  const conflict =
    lost.length === 0
      ? 'no conflict'
      : `${count(lost.length, 'permission')} above ${lost.length === 1 ? 'is' : 'are'} missing`;
  const kept =
    "running executions and redrives keep the old definition and role ARN, and use the role's current policies";
  return [
    ...lostRows(changes, shown),
    ...conditionRows(changes),
    ...others.risks,
    ...behaviourRows(changes, shown),
    ...others.behaviour,
    ...roleRows(changes, shown),
    ...others.prices,
    { sign: ' ', subject: 'under way', text: `${kept}: ${conflict}` },
    ...sameRows(changes),
    ...ignoredRows(changes),
  ];
}

/** Returns the first line of a report. */
export function verdict(changes: DefinitionChanges, rows: readonly Row[]): string {
  const { name } = changes.new;
  const attention = rows.filter(({ sign }) => sign === '!').length;
  if (!rows.some(({ sign }) => sign !== ' ') && !hasChanges(changes)) return `${name}: no changes.`;
  const { old, new: current, added, removed, moved, renamed } = changes.states;
  const changed = new Set(
    changes.changes.flatMap(({ match, followsRename }) => (followsRename ? [] : (match?.new ?? []))),
  );
  const counts = [
    `${added.length} added`,
    `${changed.size} changed`,
    `${removed.length} removed`,
    ...(moved.length === 0 ? [] : [`${moved.length} moved`]),
    ...(renamed.length === 0 ? [] : [`${renamed.length} renamed`]),
  ];
  const { gained, lost } = changes.role;
  const role = [
    ...(gained.length === 0 ? [] : [`gains ${count(gained.length, 'permission')}`]),
    ...(lost.length === 0 ? [] : [`loses ${count(lost.length, 'permission')}`]),
  ];
  const look = attention === 0 ? '' : ` ${count(attention, 'line')} ${attention === 1 ? 'needs' : 'need'} a look (!).`;
  const states = count(current.length, 'state');
  const total = old.length === current.length ? states : `${old.length} → ${states}`;
  return `${name}: ${total}: ${counts.join(', ')}. The role ${role.length === 0 ? 'stays' : role.join(' and ')}.${look}`;
}

/** A condition on what is written decides for executions under way as well: they write the same items under the old one. */
function conditionRows(changes: DefinitionChanges): Row[] {
  return changes.changes.filter(isRisk).map((change) => ({
    sign: '!',
    subject: change.match?.new.label ?? '',
    text: `${joinWords(wordsOfChanges([change], { all: true }))
      .map(({ text }) => text)
      .join('; ')} (executions under way use the old condition on the same items)`,
    ...('path' in change ? lineAt(changes, 'new', change.path) : lineAt(changes, 'old', change.oldPath)),
  }));
}

function ignoredRows({ ignored }: DefinitionChanges): Row[] {
  const { comments, orders, functionVersions, isSameText } = ignored;
  const counts = [
    ...(comments === 0 ? [] : [count(comments, 'comment')]),
    ...(orders === 0 ? [] : [`the order of keys or errors in ${count(orders, 'object')}`]),
    ...(functionVersions === 0 ? [] : [count(functionVersions, 'function version')]),
  ];
  if (counts.length > 0) return [{ sign: ' ', subject: 'ignored', text: `${counts.join(', ')}, formatting` }];
  return isSameText ? [] : [{ sign: ' ', subject: 'ignored', text: 'formatting' }];
}
