import { isJsonObject, type Json, type JsonObject } from '../../definition';
import { type FieldChange, plainWords, type Words } from './field-words';
import { arrow, listWords, type Shown, valueWords } from './value-words';

type Noun = 'retrier' | 'catcher' | 'rule';

/** A change of a retrier, a catcher or a rule of a Choice: each is named by what it matches. */
export function handlerWords(noun: Noun, change: FieldChange, shown: Shown): Words[] | undefined {
  const { kind, field, oldField, old, new: current } = change;
  const value = kind === 'removed' ? old : current;
  const sign = kind === 'removed' ? '- ' : '+ ';
  const whole = (part: Json | undefined, index: number) =>
    `${noun} ${wholeWords(noun, part ?? null, { index, shown })}`;
  if (field.length === 1 && Array.isArray(value) && kind !== 'changed')
    return value.map((each: Json, index) => ({ text: sign + whole(each, index) }));
  if (field.length === 2 && kind === 'moved')
    return [
      { text: `${whole(current, Number(field[1]))} is number ${Number(field[1]) + 1}, was ${Number(oldField[1]) + 1}` },
    ];
  if (field.length === 2 && kind !== 'changed') return [{ text: sign + whole(value, Number(field[1])) }];
  return field.length < 3
    ? undefined
    : [{ noun, about: `${noun} ${handlerName(noun, change, shown)}`, text: innerWords(change, shown) }];
}

function innerWords(change: FieldChange, shown: Shown): string {
  const { kind, field, old, new: current } = change;
  const inside = field.slice(2);
  if (kind === 'changed' && inside[0] === 'ErrorEquals') return errorChanges(old, current);
  if (kind === 'changed' && inside[0] === 'Next') return arrow(old as Json, current as Json, shown);
  const [first, second] = inside;
  if (first === 'Assign' && inside.length === 2 && kind === 'added') return `+ Assign ${String(second)}`;
  return plainWords(change, inside, shown);
}

interface Placed {
  readonly index: number;
  readonly shown: Shown;
}

function wholeWords(noun: Noun, part: Json, { index, shown }: Placed): string {
  if (!isJsonObject(part)) return valueWords(part, shown);
  const next = part['Next'] === undefined ? '' : ` → ${String(part['Next'])}`;
  if (noun === 'rule') return `${index + 1}: ${conditionWords(part, shown)}${next}`;
  const attempts = part['MaxAttempts'] === undefined ? '' : `, MaxAttempts ${String(part['MaxAttempts'])}`;
  return `${errorsOf(part, shown)}${next}${noun === 'retrier' ? attempts : ''}`;
}

function handlerName(noun: Noun, { field, owner }: FieldChange, shown: Shown): string {
  const list = isJsonObject(owner) ? owner[String(field[0])] : undefined;
  const part = Array.isArray(list) ? (list as readonly Json[])[Number(field[1])] : undefined;
  const number = String(Number(field[1]) + 1);
  if (!isJsonObject(part)) return number;
  if (noun !== 'rule') return errorsOf(part, shown);
  return field[2] === 'Condition' ? number : `${number} (${conditionWords(part, shown)})`;
}

function errorsOf(part: JsonObject, shown: Shown): string {
  const errors = part['ErrorEquals'];
  return Array.isArray(errors) ? `on ${listWords(errors.map(String), 2, shown)}` : '';
}

const consequences = ['Next', 'Output', 'Assign', 'Comment'];

function conditionWords(rule: JsonObject, shown: Shown): string {
  const condition = Object.fromEntries(Object.entries(rule).filter(([key]) => !consequences.includes(key)));
  return valueWords(condition['Condition'] ?? condition, shown);
}

function errorChanges(old: Json | undefined, current: Json | undefined): string {
  const errors = (value: Json | undefined) => (Array.isArray(value) ? value.map(String) : []);
  const [before, after] = [errors(old), errors(current)];
  const added = after.filter((each) => !before.includes(each)).map((each) => `+ ${each}`);
  const removed = before.filter((each) => !after.includes(each)).map((each) => `- ${each}`);
  return [...added, ...removed].join(', ');
}
