import type { SourceSpan } from '../../../language/diagnostics';
import type { Unreachable } from '../case-file/test-case';
import type { CaseRun } from '../run/run-case';
import type { TestedMachine } from '../run/tested-machine';
import { type CoverageItem, coverageItems, itemKey } from './coverage-items';
import { reachingHint } from './reaching-hint';

/** How much of something was reached. */
export interface CoverageCount {
  readonly covered: number;
  readonly total: number;
}

/** Something that no case reached, its location, and what would reach it. */
export interface UncoveredItem {
  readonly kind: CoverageItem['kind'];
  readonly state: string;
  readonly description: string;
  readonly hint: string;
  readonly span: SourceSpan;
}

/** What the executions of all cases reached of one definition. */
export interface Coverage {
  readonly states: CoverageCount;
  /** Every transition between two states: Next, catchers, rules, Default. */
  readonly transitions: CoverageCount;
  readonly catchers: CoverageCount;
  /** Rules of Choice states and their Default. */
  readonly choiceRules: CoverageCount;
  readonly retriers: CoverageCount;
  readonly uncovered: readonly UncoveredItem[];
}

/** What executions reached of their machine. */
export function coverageOf(
  machine: TestedMachine,
  runs: readonly CaseRun[],
  unreachable: readonly Unreachable[] = [],
): Coverage {
  const reached = reachedItems(runs);
  const isReached = (item: CoverageItem): boolean => reached.has(itemKey(item));
  const isLeftOut = (item: CoverageItem): boolean => unreachable.some((each) => isMeant(each, item));
  const items = coverageItems(machine.definition).filter((item) => !isLeftOut(item) || isReached(item));
  const count = (...kinds: readonly CoverageItem['kind'][]): CoverageCount => {
    const counted = items.filter(({ kind }) => kinds.includes(kind));
    return { covered: counted.filter(isReached).length, total: counted.length };
  };
  const uncovered = items.filter((item) => !isReached(item));
  const wronglyLeftOut = items.filter((item) => isLeftOut(item));
  return {
    states: count('state'),
    transitions: count('next', 'catcher', 'rule', 'default'),
    catchers: count('catcher'),
    choiceRules: count('rule', 'default'),
    retriers: count('retrier'),
    uncovered: [
      ...uncovered.map((item) => ({
        kind: item.kind,
        state: item.state,
        description: describe(item),
        hint: reachingHint(item, { machine, items, isReached }),
        span: spanOf(item, machine),
      })),
      ...unreachable
        .filter((each) => !coverageItems(machine.definition).some((item) => isMeant(each, item)))
        .map(({ state }) => ({
          kind: 'state' as const,
          state,
          description: `an entry of \`unreachable\` for \`${state}\` names nothing that is there`,
          hint: 'take it out of the list, or count the rules, catchers or retriers from 1',
          span: machine.parsed.spanOf([]),
        })),
      ...wronglyLeftOut.map((item) => ({
        kind: item.kind,
        state: item.state,
        description: `${describe(item)} is said to be \`unreachable\``,
        hint: 'a case reaches it: take it out of the list',
        span: spanOf(item, machine),
      })),
    ],
  };
}

/** Whether the list means this item: counted from 1 there. */
function isMeant({ state, rule, catcher, retrier }: Unreachable, item: CoverageItem): boolean {
  if (item.state !== state) return false;
  if (item.kind === 'rule') return rule === item.index + 1;
  if (item.kind === 'catcher') return catcher === item.index + 1;
  if (item.kind === 'retrier') return retrier === item.index + 1;
  return rule === undefined && catcher === undefined && retrier === undefined;
}

/** Returns its span; for the value of an alias, that of the state which uses it. */
function spanOf({ kind, path, state }: CoverageItem, { parsed }: TestedMachine): SourceSpan {
  const statePath = path.slice(0, path.lastIndexOf(state) + 1);
  const key = parsed.keySpanOf(statePath);
  const span = parsed.spanOf(path);
  const isOwn = span.start.offset > key.start.offset && span.end.offset <= parsed.spanOf(statePath).end.offset;
  return kind !== 'state' && isOwn ? span : key;
}

function reachedItems(runs: readonly CaseRun[]): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const { path, left, exits, retriers } of runs) {
    for (const state of path) reached.add(`state ${state} `);
    for (const state of left) reached.add(`next ${state} `);
    for (const exit of exits) reached.add(`${exit.kind} ${exit.stateName} ${'index' in exit ? exit.index : ''}`);
    for (const { stateName, index } of retriers) reached.add(`retrier ${stateName} ${index}`);
  }
  return reached;
}

function describe(item: CoverageItem): string {
  switch (item.kind) {
    case 'state':
      return `state \`${item.state}\``;
    case 'next':
      return `\`${item.state}\` → \`${item.target}\``;
    case 'catcher':
      return `catcher ${item.index + 1} of \`${item.state}\` (${shortList(item.errors)}) → \`${item.target}\``;
    case 'rule':
      return `rule ${item.index + 1} of \`${item.state}\` → \`${item.target}\``;
    case 'default':
      return `Default of \`${item.state}\` → \`${item.target}\``;
    case 'retrier':
      return `retrier ${item.index + 1} of \`${item.state}\` (${shortList(item.errors)})`;
    default:
      return item satisfies never;
  }
}

function shortList(errors: readonly string[]): string {
  return errors.length <= 2 ? errors.join(', ') : `${errors.slice(0, 2).join(', ')} … ${errors.length} errors`;
}
