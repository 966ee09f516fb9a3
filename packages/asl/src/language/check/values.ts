import { isJsonObject, type Json, type JsonObject } from '../definition';
import { hasPlaceholder } from '../load';

/** The items of an array that are objects, with their indexes; empty for any other value. */
export function objectItems(value: Json | undefined): { readonly item: JsonObject; readonly index: number }[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((item, index) => (isJsonObject(item) ? [{ item, index }] : []));
}

/** Whether a string holds a placeholder, so that its final value is unknown. */
export function isOpen(value: Json | undefined): boolean {
  return typeof value === 'string' && hasPlaceholder(value);
}

/** Whether the iterations of an item processor are child executions, with histories and variables of their own. */
export function isDistributed({ value }: { readonly value: JsonObject }): boolean {
  const config: Json | undefined = value['ProcessorConfig'];
  return isJsonObject(config) && config['Mode'] === 'DISTRIBUTED';
}

/** A value as a message shows it: short, on one line. */
export function showValue(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = (text ?? 'nothing').replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** A value with its JSON type, as a message names what it found: the string `"30"`, the number 30, an object. */
export function describeValue(value: Json): string {
  if (value === null || typeof value === 'boolean') return `\`${value}\``;
  if (typeof value === 'string')
    return value === '' ? 'an empty string' : `the string \`${showValue(JSON.stringify(value))}\``;
  if (typeof value === 'number') return `the number \`${value}\``;
  return `the ${Array.isArray(value) ? 'array' : 'object'} \`${showValue(value)}\``;
}

/** Words as a sentence lists them: `a`, `b` or `c`. */
export function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
