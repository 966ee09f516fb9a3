import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';

/** A reference of the synthesised output, e.g. `aws_sqs_queue.letters.arn`: its steps, list indexes as numbers. */
export type Reference = readonly (string | number)[];

/** Location of a value in the stack, for messages. */
export interface ArgumentLocation {
  readonly owner: string;
  /** `policy`, `environment[0].variables.TABLE` … */
  readonly argument: string;
}

type TemplatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'reference'; readonly steps: Reference };

/**
 * Replaces every reference inside a value with what `lookup` returns and undoes the escapes `$${` and `%%{`. A string that is one
 * reference is replaced by the value as it is (a list stays a list); inside a longer string it must be a string, a number or a
 * boolean.
 */
export function resolveReferences(
  value: Json,
  location: ArgumentLocation,
  lookup: (steps: Reference, location: ArgumentLocation) => Json,
): Json {
  return mapStrings(value, location, (text, at) => {
    const parts = parseTemplate(text, at);
    const [only] = parts;
    if (only === undefined) return '';
    if (parts.length === 1 && only.kind === 'reference') return lookup(only.steps, at);
    return parts
      .map((part) => (part.kind === 'literal' ? part.text : spliceValue(lookup(part.steps, at), part.steps, at)))
      .join('');
  });
}

/** Returns the references in a value, in order. */
export function referencesIn(value: Json, location: ArgumentLocation): readonly Reference[] {
  const found: Reference[] = [];
  mapStrings(value, location, (text, at) => {
    for (const part of parseTemplate(text, at)) if (part.kind === 'reference') found.push(part.steps);
    return text;
  });
  return found;
}

/** A reference as it was written. */
export function formatReference(steps: Reference): string {
  return steps
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

function mapStrings(
  value: Json,
  location: ArgumentLocation,
  change: (text: string, location: ArgumentLocation) => Json,
): Json {
  if (typeof value === 'string') return change(value, location);
  if (Array.isArray(value)) {
    return value.map((item: Json, index) =>
      mapStrings(item, { ...location, argument: `${location.argument}[${index}]` }, change),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).map(([key, item]): [string, Json] => {
    const argument = location.argument === '' ? key : `${location.argument}.${key}`;
    return [key, mapStrings(item, { ...location, argument }, change)];
  });
  return Object.fromEntries(entries);
}

/** Splits a Terraform template string: `$${` and `%%{` are escapes, `${…}` is a reference, `%{…}` is rejected. */
function parseTemplate(text: string, location: ArgumentLocation): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith('%{', at)) {
      throw new UserError(
        `${describe(location)} holds the template directive ${excerpt(text, at)}, which the closed language of the stacks does not have`,
      );
    } else if (text.startsWith('${', at)) {
      const end = text.indexOf('}', at);
      const expression = end < 0 ? text.slice(at) : text.slice(at + 2, end);
      if (literal !== '') parts.push({ kind: 'literal', text: literal });
      parts.push({ kind: 'reference', steps: parseReference(expression, location) });
      literal = '';
      at = end < 0 ? text.length : end + 1;
    } else {
      literal += text[at];
      at += 1;
    }
  }
  if (literal !== '') parts.push({ kind: 'literal', text: literal });
  return parts;
}

const referencePattern = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d+\]|\["[^"\\]*"\])+$/;

function parseReference(expression: string, location: ArgumentLocation): Reference {
  const trimmed = expression.trim();
  if (!referencePattern.test(trimmed)) {
    throw new UserError(
      `${describe(location)} holds the expression \${${expression}}: the stacks' closed language has only references such as \${aws_sqs_queue.letters.arn}`,
    );
  }
  const steps = trimmed.match(/[A-Za-z_][\w-]*|\[\d+\]|\["[^"\\]*"\]/g) ?? [];
  return steps.map((step) => {
    if (!step.startsWith('[')) return step;
    return step.startsWith('["') ? step.slice(2, -2) : Number(step.slice(1, -1));
  });
}

function spliceValue(value: Json, steps: Reference, location: ArgumentLocation): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UserError(
    `${describe(location)} splices ${formatReference(steps)} into a text, but it is ${JSON.stringify(value)}`,
  );
}

/** `aws_x.y: argument policy`. */
export function describe(location: ArgumentLocation): string {
  return location.argument === '' ? location.owner : `${location.owner}: the argument ${location.argument}`;
}

function excerpt(text: string, at: number): string {
  return JSON.stringify(text.slice(at, at + 30));
}
