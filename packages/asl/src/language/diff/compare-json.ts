import { type FieldPath, isJsonObject, type Json, type JsonObject } from '../definition';
import { alignItems } from './align-items';
import { canonical, isErrorList, withoutFunctionVersions } from './canonical';

/** One difference of two values. Paths begin at the root of the definition; `oldPath` is one of the old definition. */
export type JsonChange =
  | { readonly kind: 'added'; readonly path: FieldPath; readonly new: Json }
  | { readonly kind: 'removed'; readonly oldPath: FieldPath; readonly old: Json }
  | {
      readonly kind: 'changed';
      readonly oldPath: FieldPath;
      readonly path: FieldPath;
      readonly old: Json;
      readonly new: Json;
    }
  /** An item that is at another index of its array. */
  | { readonly kind: 'moved'; readonly oldPath: FieldPath; readonly path: FieldPath; readonly new: Json };

/** Differences without a meaning: paths of the new definition. */
export interface IgnoredDifferences {
  readonly orders: FieldPath[];
  readonly functionVersions: FieldPath[];
}

/** Two values and their paths. */
export interface ComparedValues {
  readonly old: Json;
  readonly new: Json;
  readonly oldPath: FieldPath;
  readonly path: FieldPath;
}

/** Returns every difference of two values; what has no meaning is added to `ignored`. */
export function compareJson(values: ComparedValues, ignored: IgnoredDifferences): JsonChange[] {
  const { old, new: current, oldPath, path } = values;
  if (isJsonObject(old) && isJsonObject(current)) return compareObjects({ old, new: current, oldPath, path }, ignored);
  if (isErrorList(path.at(-1), old) && isErrorList(path.at(-1), current)) return compareErrors(values, ignored);
  if (Array.isArray(old) && Array.isArray(current)) return compareArrays(values, ignored);
  if (old === current) return [];
  if (typeof old === 'string' && typeof current === 'string') {
    if (withoutFunctionVersions(old) === withoutFunctionVersions(current)) {
      ignored.functionVersions.push(path);
      return [];
    }
  }
  return [{ kind: 'changed', ...values }];
}

type ComparedObjects = ComparedValues & { readonly old: JsonObject; readonly new: JsonObject };

function compareObjects(
  { old, new: current, oldPath, path }: ComparedObjects,
  ignored: IgnoredDifferences,
): JsonChange[] {
  const [oldKeys, keys] = [Object.keys(old), Object.keys(current)];
  const both = keys.filter((key) => Object.hasOwn(old, key));
  const before = oldKeys.filter((key) => Object.hasOwn(current, key));
  if (both.some((key, index) => key !== before[index])) ignored.orders.push(path);
  const removed = oldKeys.filter((key) => !Object.hasOwn(current, key));
  return [
    ...keys.flatMap((key): JsonChange[] => {
      const at = [...path, key];
      const value = current[key] as Json;
      if (!Object.hasOwn(old, key)) return [{ kind: 'added', path: at, new: value }];
      return compareJson({ old: old[key] as Json, new: value, oldPath: [...oldPath, key], path: at }, ignored);
    }),
    ...removed.map((key) => ({ kind: 'removed' as const, oldPath: [...oldPath, key], old: old[key] as Json })),
  ];
}

function compareErrors(values: ComparedValues, ignored: IgnoredDifferences): JsonChange[] {
  const [old, current] = [values.old as readonly string[], values.new as readonly string[]];
  if (canonical([...old].sort()) !== canonical([...current].sort())) return [{ kind: 'changed', ...values }];
  if (old.some((each, index) => each !== current[index])) ignored.orders.push(values.path);
  return [];
}

function compareArrays(
  { old, new: current, oldPath, path }: ComparedValues,
  ignored: IgnoredDifferences,
): JsonChange[] {
  const [olds, news] = [old as readonly Json[], current as readonly Json[]];
  const changes = alignItems(olds, news).flatMap(({ oldIndex, index }): JsonChange[] => {
    if (oldIndex === undefined)
      return [{ kind: 'added', path: [...path, index as number], new: news[index as number] as Json }];
    const from = [...oldPath, oldIndex];
    const before = olds[oldIndex] as Json;
    if (index === undefined) return [{ kind: 'removed', oldPath: from, old: before }];
    return compareJson({ old: before, new: news[index] as Json, oldPath: from, path: [...path, index] }, ignored);
  });
  return withMoves(changes, oldPath.length + 1);
}

/** An item that one change removes and another adds has moved. */
function withMoves(changes: readonly JsonChange[], depth: number): JsonChange[] {
  const added = changes.filter((each) => each.kind === 'added' && each.path.length === depth);
  const moves = new Map<JsonChange, JsonChange>();
  for (const change of changes) {
    if (change.kind !== 'removed' || change.oldPath.length !== depth) continue;
    const index = added.findIndex((each) => each.kind === 'added' && canonical(each.new) === canonical(change.old));
    const [again] = index === -1 ? [] : added.splice(index, 1);
    if (again?.kind === 'added')
      moves.set(change, { kind: 'moved', oldPath: change.oldPath, path: again.path, new: again.new }).set(again, again);
  }
  return changes.flatMap((change) => {
    const move = moves.get(change);
    return move === undefined ? [change] : move.kind === 'moved' ? [move] : [];
  });
}
