import { isJsonObject, type Json } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { asJson, type BusEvent } from './event';
import { compileEventPath, type EventPath } from './event-path';
import type { RuleTarget } from './rule';

/** The input of a target for an event, as a string. */
export type TargetInput = (event: BusEvent, rule: { readonly arn: string; readonly name: string }) => string;

/** Compiles the input of a target: the event, a constant, a part of the event, or a template filled from it. */
export function compileTargetInput(target: RuleTarget): TargetInput {
  if (target.input !== undefined) {
    const constant = target.input;
    return () => constant;
  }
  if (target.inputPath !== undefined) {
    const path = compileEventPath(target.inputPath);
    return (event) => JSON.stringify(path(asJson(event)) ?? null);
  }
  if (target.inputTransformer !== undefined) return compileTransformer(target.inputTransformer);
  return (event) => JSON.stringify(event);
}

/**
 * Fills `<name>` in a template: a value on its own becomes JSON; inside quotes it becomes part of that string. A path without a value
 * returns an empty string. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function compileTransformer({ inputPaths, inputTemplate }: NonNullable<RuleTarget['inputTransformer']>): TargetInput {
  const paths = new Map(
    Object.entries(inputPaths).map(([name, path]): [string, EventPath] => [name, compileEventPath(path)]),
  );
  const parts = templateParts(inputTemplate);
  for (const part of parts) {
    if (part.name !== undefined && !paths.has(part.name) && !predefined.has(part.name)) {
      throw new UserError(`the input template names <${part.name}>, which no input path gives`);
    }
  }
  return (event, rule) => {
    const find = (name: string): Json => paths.get(name)?.(asJson(event)) ?? predefined.get(name)?.(event, rule) ?? '';
    return parts
      .map((part) => (part.name === undefined ? part.text : fillValue(find(part.name), part.quoted)))
      .join('');
  };
}

type Predefined = (event: BusEvent, rule: { readonly arn: string; readonly name: string }) => Json;

const predefined: ReadonlyMap<string, Predefined> = new Map<string, Predefined>([
  ['aws.events.rule-arn', (_event, rule) => rule.arn],
  ['aws.events.rule-name', (_event, rule) => rule.name],
  ['aws.events.event.ingestion-time', (event) => event.time],
  ['aws.events.event', (event) => withoutDetail(asJson(event))],
  ['aws.events.event.json', (event) => asJson(event)],
]);

function withoutDetail(event: Json): Json {
  return isJsonObject(event) ? Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'detail')) : event;
}

type TemplatePart =
  | { readonly name?: undefined; readonly text: string }
  | { readonly name: string; readonly quoted: boolean };

function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let inQuotes = false;
  for (const [token] of template.matchAll(/\\.|"|<[\w.-]+>|[^\\"<]+|[\\<]/gs)) {
    if (token === '"') inQuotes = !inQuotes;
    const isVariable = token.length > 2 && token.startsWith('<');
    parts.push(isVariable ? { name: token.slice(1, -1), quoted: inQuotes } : { text: token });
  }
  return parts;
}

function fillValue(value: Json, quoted: boolean): string {
  if (!quoted) return JSON.stringify(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
