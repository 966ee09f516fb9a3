import type { FieldPath } from '../../definition';
import type { DefinitionChanges } from '../compare-definitions';

/** One line of a report: a sign, whom it is about, what has changed, and the line in the file. */
export interface Row {
  /** `!`: can break executions under way, or removes a permission or a case. A blank is a fact, not a change. */
  readonly sign: '!' | '+' | '-' | '~' | ' ';
  readonly subject: string;
  readonly text: string;
  /** A line of the new definition; of the old one for what was removed. */
  readonly line?: number;
}

/** Returns the line of a path as a property of a row. */
export function lineAt(changes: DefinitionChanges, side: 'old' | 'new', path: FieldPath): Pick<Row, 'line'> {
  const line = changes[side].lineOf(path);
  return line === undefined ? {} : { line };
}
