import { linesOf } from '../../interpreter';
import { isJsonObject, type Json, type JsonObject } from '../../language/definition';
import { UserError } from '../../language/diagnostics';
import { readGivenFile } from '../../language/named-files';

const forms =
  'use a file that `asl run --history`, `aws stepfunctions get-execution-history` or a local environment (`executions/…/….history.ndjson`) wrote';

/**
 * Returns the events of an execution in their order, from a file: GetExecutionHistory's response, or an event per line
 * as the local environment keeps them. Throws a UserError for anything else, and for a page of a longer history.
 */
export function readHistory(file: string): readonly JsonObject[] {
  const events = eventsIn(readGivenFile(file), file);
  if (events.length === 0 || !events.every(isEvent))
    throw new UserError(`${file} is not an execution history: ${forms}`);
  return [...events].sort(byId);
}

function eventsIn(text: string, file: string): readonly Json[] {
  const whole = parseText(text);
  if (whole === undefined)
    return linesOf(text)
      .filter((line) => line.trim() !== '')
      .map((line) => parseText(line) ?? null);
  if (!isJsonObject(whole)) return Array.isArray(whole) ? whole : [];
  if (typeof whole['nextToken'] === 'string')
    throw new UserError(`${file} is one page of a longer history (nextToken): write all its pages`);
  return Array.isArray(whole['events']) ? whole['events'] : [whole];
}

function parseText(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function isEvent(event: Json): event is JsonObject {
  return isJsonObject(event) && typeof event['id'] === 'number' && typeof event['type'] === 'string';
}

/** `--reverse-order` returns the last one first. */
function byId(a: JsonObject, b: JsonObject): number {
  return Number(a['id']) - Number(b['id']);
}
