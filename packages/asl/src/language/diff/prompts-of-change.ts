import { type FieldPath, isJsonObject, type Json } from '../definition';
import { promptsIn } from '../load';
import type { JsonChange } from './compare-json';
import type { DiffSource } from './diff-source';

/** The prompts of a string that has changed; its values have the texts. */
export interface ChangedPrompts {
  /** `folder/name.v1`. */
  readonly old: readonly string[];
  readonly new: readonly string[];
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

/** Returns the prompts whose names or texts explain a change; undefined without such prompts. */
export function promptsOfChange(change: JsonChange, old: DiffSource, current: DiffSource): ChangedPrompts | undefined {
  if (change.kind !== 'changed') return undefined;
  const [before, after] = [namesAt(old, change.oldPath), namesAt(current, change.path)];
  const texts = (source: DiffSource, names: readonly string[]) => names.map((name) => source.prompts.get(name) ?? '');
  const [oldLines, lines] = [linesOf(texts(old, before)), linesOf(texts(current, after))];
  if (before.join() === after.join() && oldLines.join('\n') === lines.join('\n')) return undefined;
  const only = (a: readonly string[], b: readonly string[]) => a.filter((line) => !b.includes(line)).length;
  return { old: before, new: after, linesAdded: only(lines, oldLines), linesRemoved: only(oldLines, lines) };
}

function namesAt({ value }: DiffSource, path: FieldPath): string[] {
  const text = path.reduce<Json | undefined>(memberAt, value);
  return typeof text === 'string' ? promptsIn(text).map((prompt) => prompt.path) : [];
}

function memberAt(value: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function linesOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split('\n'));
}
