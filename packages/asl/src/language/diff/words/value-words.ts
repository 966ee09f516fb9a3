import { type FieldPath, isJsonObject, type Json } from '../../definition';
import { cutText } from '../../terminal';

/** How much of values is shown. */
export interface Shown {
  /** Whether values, and lists, are shown in full. */
  readonly all: boolean;
}

const longest = 60;
/** Words before and after what differs in a long string. */
const contextWords = 3;

/** Paths that are longer show their first step and their last ones. */
const longestPath = 50;

/** `Arguments.Messages[0].Content`. */
export function pathWords(path: FieldPath, { all }: Shown): string {
  const whole = joinedPath(path);
  if (all || whole.length <= longestPath) return whole;
  return `${joinedPath(path.slice(0, 1))}…${joinedPath(path.slice(-2))}`;
}

function joinedPath(path: FieldPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w$:#.-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** A value on one line: strings without quotes, unless they would look like something else. */
export function valueWords(value: Json, { all }: Shown): string {
  if (typeof value === 'string') return cut(textWords(value), all);
  if (all || typeof value !== 'object' || value === null) return cut(JSON.stringify(value), all);
  const json = JSON.stringify(value);
  if (json.length <= longest) return json;
  return isJsonObject(value)
    ? `{${cutText(Object.keys(value).join(', '), longest)}}`
    : `[${count(value.length, 'item')}]`;
}

/** `old → new`; of long strings only what differs. */
export function arrow(old: Json, current: Json, shown: Shown): string {
  if (!shown.all && typeof old === 'string' && typeof current === 'string') {
    const [before, after] = [textWords(old), textWords(current)];
    if (before.length > longest || after.length > longest) return differingWords(before, after);
  }
  return `${valueWords(old, shown)} → ${valueWords(current, shown)}`;
}

function differingWords(before: string, after: string): string {
  const [a, b] = [before.split(' '), after.split(' ')];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const from = Math.max(0, start - contextWords);
  const part = (words: readonly string[]): string => {
    const to = Math.min(words.length, words.length - end + contextWords);
    const shown = cutText(words.slice(from, to).join(' '), longest);
    return `${from > 0 ? '… ' : ''}${shown}${to < words.length && !shown.endsWith('…') ? ' …' : ''}`;
  };
  return `${part(a)} → ${part(b)}`;
}

/** Without the signs of an expression: what is in them does not look like another string. */
function textWords(text: string): string {
  const expression = /^\{%\s*(.*?)\s*%\}$/s.exec(text)?.[1];
  const line = (expression ?? text).replace(/\s+/g, ' ').trim();
  return line === '' || /^(\d|true$|false$|null$)/.test(line) ? JSON.stringify(text) : line;
}

function cut(text: string, all: boolean): string {
  return all ? text : cutText(text, longest);
}

/** `1 state`, `2 states`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** At most so many of a list, and how many others there are. */
export function listWords(items: readonly string[], most: number, { all }: Shown): string {
  if (all || items.length <= most + 1) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
