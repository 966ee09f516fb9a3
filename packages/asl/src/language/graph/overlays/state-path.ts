import type { FieldPath } from '../../definition';

/**
 * Returns the path of the innermost state that a field is of: `States.Extract.Branches.0.States.Read.Next` is of
 * `Extract/0/Read`. Undefined for a field of the machine itself.
 */
export function statePath(field: FieldPath): string | undefined {
  const parts: (string | number)[] = [];
  let last = 0;
  for (let index = 0; field[index] === 'States' && index + 1 < field.length; ) {
    parts.push(field[index + 1] as string);
    last = parts.length;
    index += 2;
    if (field[index] === 'Branches' && typeof field[index + 1] === 'number') {
      parts.push(field[index + 1] as number);
      index += 2;
    } else if (field[index] === 'ItemProcessor' || field[index] === 'Iterator') index += 1;
  }
  return last === 0 ? undefined : parts.slice(0, last).join('/');
}
