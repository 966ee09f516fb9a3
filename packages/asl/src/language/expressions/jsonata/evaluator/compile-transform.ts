import { type Code, compileNode } from './compile-node';
import { JsonataError } from './jsonata-error';
import { jsonataString } from './jsonata-string';
import type { EvaluationScope } from './scope';
import type { SyntaxNode } from './syntax';
import { type Callable, isObject, setMember } from './values';

/** Compiles `| pattern | update, delete |`: a function that returns a changed copy. */
export function compileTransform(node: SyntaxNode): Code {
  const pattern = compileNode(node.pattern as SyntaxNode);
  const update = compileNode(node.update as SyntaxNode);
  const remove = node.delete === undefined ? undefined : compileNode(node.delete);
  return (_input, scope) => {
    const transform: Callable = (value) => {
      if (value === undefined) return undefined;
      if (typeof value !== 'object' || value === null) throw new JsonataError('T0410', { index: 1, value });
      const copy: unknown = JSON.parse(jsonataString(value, scope.evaluation));
      const found = pattern(copy, scope);
      // A pattern may name a variable instead of the copy: values outside the copy do not change.
      const own = objectsWithin(copy);
      for (const match of found === undefined ? [] : Array.isArray(found) ? found : [found])
        if (typeof match !== 'object' || own.has(match)) change(match, update, remove, scope);
      return copy;
    };
    transform.arity = 1;
    return transform;
  };
}

function objectsWithin(value: unknown, found = new Set<unknown>()): Set<unknown> {
  if (typeof value !== 'object' || value === null) return found;
  found.add(value);
  for (const member of Object.values(value)) objectsWithin(member, found);
  return found;
}

function change(match: unknown, update: Code, remove: Code | undefined, scope: EvaluationScope): void {
  scope.evaluation.spend(1);
  const members = update(match, scope);
  if (members !== undefined && !isObject(members)) throw new JsonataError('T2011', { value: members });
  if (!isObject(match)) return;
  const object = match as Record<string, unknown>;
  for (const [name, value] of Object.entries(members ?? {})) setMember(object, name, value);
  const removed = remove?.(match, scope);
  const names: readonly unknown[] = removed === undefined ? [] : Array.isArray(removed) ? removed : [removed];
  if (!names.every((name) => typeof name === 'string')) throw new JsonataError('T2012', { value: removed });
  for (const name of names) delete object[name as string];
}
