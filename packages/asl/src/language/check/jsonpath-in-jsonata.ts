import type { FieldPath, Json } from '../definition';
import type { CheckedState } from './checked-definition';
import { expressionFor } from './intrinsic-help';

const fields = [
  ...[
    'Arguments',
    'Assign',
    'Output',
    'Items',
    'ItemSelector',
    'ItemBatcher',
    'ItemReader',
    'ResultWriter',
    'Catch',
    'Choices',
  ],
  ...['Error', 'Cause', 'Seconds', 'Timestamp'],
];

/** The fields of a JSONata state that may hold expressions; empty for a JSONPath state. */
export function* fieldsOfJsonata({ language, value, path }: CheckedState): Generator<{ value: Json; path: FieldPath }> {
  if (language !== 'JSONata') return;
  for (const field of fields)
    if (value[field] !== undefined) yield { value: value[field] as Json, path: [...path, field] };
}

/**
 * Returns the expression that is equivalent to a path of JSONPath; undefined for a path without a plain translation.
 */
export function translatePath(text: string): string | undefined {
  const intrinsic = /^States\.([A-Z]\w*)/.exec(text)?.[1];
  if (intrinsic !== undefined) {
    const expression = expressionFor(intrinsic);
    return expression === undefined ? undefined : `{% ${expression} %}`;
  }
  const path = text.trim();
  if (!/^\$\$?(?:\.[A-Za-z_]\w*|\[\d+\])*$/.test(path)) return undefined;
  const isContext = path.startsWith('$$');
  return `{% ${isContext ? '$states.context' : '$states.input'}${path.slice(isContext ? 2 : 1)} %}`;
}
