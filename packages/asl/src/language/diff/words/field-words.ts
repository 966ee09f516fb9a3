import type { FieldPath, Json } from '../../definition';
import type { DefinitionChange } from '../compare-definitions';
import { arrow, count, pathWords, type Shown, valueWords } from './value-words';

/** A change with its path inside its state, or inside the machine. */
export interface FieldChange {
  readonly change: DefinitionChange;
  readonly kind: DefinitionChange['kind'];
  /** Of the value as it is now; as it was for a removed one. */
  readonly field: FieldPath;
  readonly oldField: FieldPath;
  readonly old?: Json;
  readonly new?: Json;
  /** The fields of the state that has the value. */
  readonly owner: Json;
}

/** Words of a change; those with one `about` become one text. */
export interface Words {
  readonly about?: string;
  /** What `about` is one of: `catcher`. */
  readonly noun?: string;
  readonly text: string;
}

/** A change at a path; of strings with prompts, the prompts. */
export function plainWords(fieldChange: FieldChange, field: FieldPath, shown: Shown): string {
  const { kind, old, new: current, oldField, change } = fieldChange;
  const path = pathWords(field, shown);
  switch (kind) {
    case 'added':
      return `+ ${path} ${valueWords(current as Json, shown)}`;
    case 'removed':
      return `- ${path} ${valueWords(old as Json, shown)}`;
    case 'changed':
      return `${path} ${change.prompts === undefined || shown.all ? arrow(old as Json, current as Json, shown) : promptWords(change.prompts)}`;
    case 'moved':
      return `${path} was ${pathWords(oldField.slice(-1), shown)}`;
    default:
      return kind satisfies never;
  }
}

function promptWords({
  old,
  new: current,
  linesAdded,
  linesRemoved,
}: NonNullable<DefinitionChange['prompts']>): string {
  const lines = `${count(linesAdded, 'line')} added, ${linesRemoved} removed`;
  const names = (list: readonly string[]) =>
    list.length === 0 ? 'text in the definition' : `prompt ${list.join(', ')}`;
  if (old.join() === current.join()) return `text of ${names(current)} changed (${lines})`;
  return `${names(old)} → ${names(current)}${old.length === 0 || current.length === 0 ? '' : ` (${lines})`}`;
}
