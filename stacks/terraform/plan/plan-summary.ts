import { type Arguments, isFirstPlan, managedChanges, type Plan, type ResourceChange } from './plan-json';

/**
 * Returns a plan in lines: how many resources it adds, changes and destroys, in Terraform's words, then each address,
 * replacements first, with the arguments that change. The resources of a plan that only adds to an empty state, or
 * destroys everything, are counted by type.
 */
export function planSummary(plan: Plan): string[] {
  const changes = managedChanges(plan);
  const outputs = Object.entries(plan.output_changes ?? {}).filter(([, { actions }]) => !isNoOp(actions));
  const lines = verbs.flatMap((verb) => linesOf(verb, changes, isByType(verb, plan)));
  if (lines.length === 0 && outputs.length === 0) return ['No changes.'];
  return [
    ...lines,
    ...(outputs.length === 0 ? [] : [`  outputs  ${outputs.map(([name]) => name).join(', ')}`]),
    countsLine(changes),
  ];
}

/** In the order in which they are printed. */
const verbs = ['replace', 'destroy', 'forget', 'move', 'change', 'add'] as const;

type Verb = (typeof verbs)[number];

function verbOf({ previous_address: previous, change: { actions } }: ResourceChange): Verb | undefined {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'destroy';
  if (actions.includes('forget')) return 'forget';
  if (previous !== undefined) return 'move';
  if (actions.includes('update')) return 'change';
  return actions.includes('create') ? 'add' : undefined;
}

function isByType(verb: Verb, plan: Plan): boolean {
  if (verb === 'add') return isFirstPlan(plan);
  return verb === 'destroy' && managedChanges(plan).every((change) => verbOf(change) === 'destroy');
}

function linesOf(verb: Verb, changes: readonly ResourceChange[], byType: boolean): string[] {
  const found = changes.filter((each) => verbOf(each) === verb);
  const shown = byType ? countsByType(found) : found.map(shownChange);
  return shown.sort().map((text) => `  ${verb.padEnd('replace'.length)}  ${text}`);
}

function countsByType(changes: readonly ResourceChange[]): string[] {
  const types = [...new Set(changes.map(({ type }) => type))];
  return types.map((type) => `${type} (${changes.filter((each) => each.type === type).length})`);
}

function shownChange({ address, previous_address: previous, change }: ResourceChange): string {
  const name = previous === undefined ? address : `${previous} -> ${address}`;
  const paths = (change.replace_paths ?? []).map((path) => path.join('.'));
  const changed = paths.length > 0 ? paths : change.actions.includes('update') ? changedArguments(change) : [];
  return changed.length === 0 ? name : `${name} (${changed.join(', ')})`;
}

function changedArguments({ before, after, after_unknown: unknown }: ResourceChange['change']): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const isChanged = (name: string) =>
    isUnknown(unknown?.[name]) || JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);
  return [...names].filter(isChanged).sort();
}

/** An unknown value is true; that of an object or array is one that has true in it. */
function isUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true;
  return Object.values(value as Arguments).some(isUnknown);
}

function countsLine(changes: readonly ResourceChange[]): string {
  const count = (action: string) => changes.filter(({ change }) => change.actions.includes(action)).length;
  return `Plan: ${count('create')} to add, ${count('update')} to change, ${count('delete')} to destroy.`;
}

function isNoOp(actions: readonly string[]): boolean {
  return actions.every((action) => action === 'no-op');
}
