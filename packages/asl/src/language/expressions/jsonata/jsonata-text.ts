import type { Json } from '../../definition';

/** Whether a string is wholly inside `{% %}`, and so an expression if the query language is JSONata. */
export function isJsonataText(value: Json | undefined): value is `{%${string}%}` {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;
}

/** The expression without `{% %}`; a string without them is an expression already. */
export function expressionIn(text: string): string {
  return isJsonataText(text) ? text.slice(2, -2) : text;
}
