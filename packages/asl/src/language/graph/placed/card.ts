import type { GraphEdge, GraphNode, GraphScope } from '../model/graph';
import type { PlacedCatcher, PlacedNode, PlacedRule, PlacedSize, PlacedText } from './placed-graph';
import { sizes } from './sizes';
import { cutText, textWidth } from './text-width';

/** The text of a state with its places from the top left of the state, and how large the state is without inner scopes. */
export interface Card extends PlacedSize {
  readonly lines: readonly PlacedText[];
  readonly rules?: readonly PlacedRule[];
  readonly catchers: readonly PlacedCatcher[];
}

/** Lays out the text of a state: its name, what it does, the rules of a Choice. */
export function layOutCard(node: GraphNode, edges: readonly GraphEdge[], showsErrorPaths: boolean): Card {
  const rules = node.type === 'Choice' ? rulesOf(node, edges) : undefined;
  const catchers = catchersOf(node, edges);
  const rows: readonly Row[] = [
    { role: 'label', text: node.label },
    { role: 'count', text: countsOf(node) },
    ...(rules ?? []).map(({ number, text }) => ({ role: 'rule' as const, text: `${number}  ${text}` })),
    ...(showsErrorPaths ? catchers : []).map(({ number, errors }) => ({
      role: 'catcher' as const,
      text: `!${number}  ${errors.map((error) => (error === 'States.ALL' ? 'any error' : error)).join(', ')}`,
    })),
  ];
  const shown = rows.filter(({ text }) => text !== '').map((row) => ({ ...row, text: cut(row.text, 'label') }));
  const name: Row = { role: 'name', text: cut(node.name, 'name') };
  const icon = sizes.icons[node.type] ?? 0;
  const named = textWidth(name.text, sizes.fonts.name) + icon + marksWidth(node);
  const widest = Math.max(named, ...shown.map(({ text }) => textWidth(text, sizes.fonts.label) + icon));
  return {
    width: Math.max(widest + 2 * sizes.padding, sizes.leastWidth),
    height: sizes.nameHeight + shown.length * sizes.rowHeight + (shown.length === 0 ? 0 : sizes.rowsBottom),
    lines: placeRows([name, ...shown], icon),
    ...(rules === undefined ? {} : { rules }),
    catchers,
  };
}

type Row = Pick<PlacedText, 'role' | 'text'>;

/** Below one another; the icon, if any, is next to them all. */
function placeRows([name, ...rows]: readonly Row[], icon: number): PlacedText[] {
  const x = sizes.padding + icon;
  return [
    { ...(name as Row), x, y: rows.length === 0 ? 20.5 : 19 },
    ...rows.map((row, index) => ({ ...row, x, y: 33.5 + index * sizes.rowHeight })),
  ];
}

function cut(text: string, font: 'name' | 'label'): string {
  return cutText(text, sizes.fonts[font], sizes.mostText[font]);
}

/** The signs next to the name: it tries again, it catches. */
function marksWidth({ retrierCount, catcherCount }: GraphNode): number {
  return [retrierCount, catcherCount].filter((count) => count > 0).length * sizes.markWidth;
}

function rulesOf({ id }: GraphNode, edges: readonly GraphEdge[]): PlacedRule[] {
  return edges.flatMap(({ from, to, kind, label, number }): PlacedRule[] => {
    if (from !== id || number === undefined || (kind !== 'rule' && kind !== 'default')) return [];
    return [{ number, kind, text: kind === 'default' ? 'Default' : label, to }];
  });
}

function catchersOf({ id }: GraphNode, edges: readonly GraphEdge[]): PlacedCatcher[] {
  return edges.flatMap(({ from, to, kind, number = 0, errors = [] }) =>
    from === id && kind === 'catch' ? [{ number, errors, to }] : [],
  );
}

/** `2 branches, 6 states`; empty for a state that holds none. */
function countsOf({ type, scopes }: GraphNode): string {
  if (scopes.length === 0) return '';
  const states = scopes.reduce((sum, scope) => sum + countStates(scope), 0);
  const words = states === 1 ? '1 state' : `${states} states`;
  if (type === 'Map') return words;
  return `${scopes.length === 1 ? '1 branch' : `${scopes.length} branches`}, ${words}`;
}

/** The states of a scope and of those inside of it; not the names that are no state. */
export function countStates({ nodes }: GraphScope): number {
  const own = nodes.filter(({ type }: Pick<PlacedNode, 'type'>) => type !== 'Unknown').length;
  return nodes.reduce((sum, { scopes }) => sum + scopes.reduce((inner, scope) => inner + countStates(scope), 0), own);
}
