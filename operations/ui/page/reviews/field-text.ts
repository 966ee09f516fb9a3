import type { Json } from '@document-pipelines/asl/definition';

/** A field as it is edited: text as it is, anything else as JSON; no value is empty. */
export function textOfField(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value of what was typed. What was no text stays JSON, so a mistake in it is reported: `undefined`. */
export function fieldOfText(text: string, before: Json | undefined): Json | undefined {
  if (text === '' && (before === null || before === undefined)) return null;
  const isText = typeof before === 'string' || ((before === null || before === undefined) && !/^[[{]/.test(text));
  if (isText) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What changes: the fields whose text is another one. `mistakes`: those that are not JSON. */
export function changesOf(
  fields: Readonly<Record<string, Json>>,
  typed: Readonly<Record<string, string>>,
): { readonly changes: Readonly<Record<string, Json>>; readonly mistakes: readonly string[] } {
  const changed = Object.entries(typed).filter(([name, text]) => text !== textOfField(fields[name]));
  const read = changed.map(([name, text]) => [name, fieldOfText(text, fields[name])] as const);
  return {
    changes: Object.fromEntries(read.filter((each): each is [string, Json] => each[1] !== undefined)),
    mistakes: read.filter(([, value]) => value === undefined).map(([name]) => name),
  };
}
