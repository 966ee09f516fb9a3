import type { QueryLanguage } from '../../definition';
import { type PathStep, type PathSyntax, parseJsonPath } from '../../expressions';
import { hasPlaceholder } from '../../load';
import type { DataShape } from './shape';

/** A step of a path: to a member, to an item of an array, or to all items that a wildcard, a slice or a filter selects. */
export type DataStep = { readonly kind: 'member'; readonly name: string } | { readonly kind: 'item' | 'items' };

/** The steps of a JSONPath that begins at `$`: `$.a[0].b`. Undefined for all that `stepsOf` does not know, and for what holds a placeholder. */
export function pathSteps(text: string): readonly DataStep[] | undefined {
  if (!text.startsWith('$') || text.startsWith('$$') || hasPlaceholder(text)) return undefined;
  try {
    return stepsOf(parseJsonPath(text.trim()));
  } catch {
    return undefined;
  }
}

/** The steps of a path. Undefined for paths of the context object and of variables, with a scan (`..`) or several names. */
export function stepsOf({ root, steps }: PathSyntax): readonly DataStep[] | undefined {
  if (root.kind !== 'input') return undefined;
  const found = steps.map(dataStep);
  return found.every((step) => step !== undefined) ? found : undefined;
}

/** The names of a path that leads through members of objects alone. */
export function pathNames(text: string): readonly string[] | undefined {
  const steps = pathSteps(text);
  const names = steps?.map((step) => (step.kind === 'member' ? step.name : undefined));
  return names?.every((name) => name !== undefined) ? names : undefined;
}

function dataStep(step: PathStep): DataStep | undefined {
  switch (step.kind) {
    case 'members': {
      const [name, ...others] = step.names;
      return name === undefined || others.length > 0 ? undefined : { kind: 'member', name };
    }
    case 'indexes':
      return { kind: step.indexes.length === 1 ? 'item' : 'items' };
    case 'slice':
    case 'wildcard':
    case 'filter':
      return { kind: 'items' };
    case 'deepScan':
      return undefined;
  }
  step satisfies never;
  return undefined;
}

/** An expression that is only `$states.input`, `$states.result`, the item of a Map, or a part of one. Undefined for every other expression. */
export function statesSteps(
  text: string,
): { readonly root: 'input' | 'result' | 'item'; readonly steps: readonly DataStep[] } | undefined {
  const match = /^\{%\s*\$states\.(input|result|context\.Map\.Item\.Value)((?:\.[A-Za-z_]\w*|\[-?\d+\])*)\s*%\}$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, root = '', rest = ''] = match;
  const steps = (rest.match(/[A-Za-z_]\w*|\[/g) ?? []).map(
    (word): DataStep => (word === '[' ? { kind: 'item' } : { kind: 'member', name: word }),
  );
  return { root: root === 'input' || root === 'result' ? root : 'item', steps };
}

/** What a step leads to. Undefined: it cannot exist. A name of JSONata leads to the members of all items of an array. */
export function shapeAfter(shape: DataShape, step: DataStep, language: QueryLanguage): DataShape | undefined {
  if (shape === 'unknown') return shape;
  if (step.kind !== 'member') return shape.kind === 'array' ? shape.items : 'unknown';
  switch (shape.kind) {
    case 'object':
      return shape.members.get(step.name);
    case 'map':
      return shape.values;
    case 'array':
      return language === 'JSONata' ? shapeAfter(shape.items, step, language) : undefined;
  }
  shape satisfies never;
  return undefined;
}

/** The value that a path of a definition reads. Unknown: also if it cannot exist, which is reported elsewhere, or if it can be one or many. */
export function valueAt(shape: DataShape, steps: readonly DataStep[] | undefined, language: QueryLanguage): DataShape {
  let found = shape;
  let isMany = false;
  for (const step of steps ?? []) {
    if (language === 'JSONata' && step.kind === 'member' && found !== 'unknown' && found.kind === 'array')
      return 'unknown';
    isMany ||= step.kind === 'items';
    found = shapeAfter(found, step, language) ?? 'unknown';
  }
  if (steps === undefined || found === 'unknown') return 'unknown';
  return isMany ? { kind: 'array', items: found, madeBy: found.kind === 'map' ? [] : found.madeBy } : found;
}
