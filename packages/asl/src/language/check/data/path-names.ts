import { parseJsonPath } from '../../expressions';
import { hasPlaceholder } from '../../load';

/**
 * The names of a path that leads from `$` through members of objects: `$.a.b` is `[a, b]`. Undefined for every other path: those of the
 * context object and of variables, with an index, a filter or a placeholder.
 */
export function pathNames(text: string): readonly string[] | undefined {
  if (!text.startsWith('$') || hasPlaceholder(text)) return undefined;
  try {
    const { root, steps } = parseJsonPath(text.trim());
    if (root.kind !== 'input') return undefined;
    const names = steps.map((step) => (step.kind === 'members' && step.names.length === 1 ? step.names[0] : undefined));
    return names.every((name) => name !== undefined) ? names : undefined;
  } catch {
    return undefined;
  }
}

/** The names of an expression that is only `$states.input` or a member of it. Undefined for every other expression. */
export function inputNames(text: string): readonly string[] | undefined {
  const match = /^\{%\s*\$states\.input((?:\.[A-Za-z_]\w*)*)\s*%\}$/.exec(text);
  return match === null ? undefined : (match[1] ?? '').split('.').slice(1);
}
