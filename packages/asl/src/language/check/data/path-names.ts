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

/** An expression that is only `$states.input`, `$states.result` or a member of one. Undefined for every other expression. */
export function statesNames(
  text: string,
): { readonly root: 'input' | 'result'; readonly names: readonly string[] } | undefined {
  const match = /^\{%\s*\$states\.(input|result)((?:\.[A-Za-z_]\w*)*)\s*%\}$/.exec(text);
  return match === null
    ? undefined
    : { root: match[1] as 'input' | 'result', names: (match[2] ?? '').split('.').slice(1) };
}
