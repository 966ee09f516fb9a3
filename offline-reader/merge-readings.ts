import { type Json, type JsonObject, memberOf } from '@document-pipelines/asl/definition';
import { collectLeaves, type Leaf } from './collect-leaves';
import type { ToolSchema } from './schema';
import { firstSentences } from './summarise';

/** What was read in the parts of a document, as a request to merge them contains it: JSON between its fences. */
export function readingsIn(text: string): readonly JsonObject[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    const isList = Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item));
    return isList ? (value as JsonObject[]) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Fills a tool's schema from readings of the parts of one document, property by property: a choice is the most frequent one, an amount
 * the last one (totals are at the end), any other value the first, lists are joined, a summary is a sentence each of the first, a
 * middle and the last part. The confidence is the parts' mean, reduced if they disagree on a choice.
 */
export function mergeReadings(schema: ToolSchema, readings: readonly JsonObject[]): JsonObject {
  const leaves = new Map(collectLeaves(schema).map((leaf) => [leaf.path, leaf]));
  const agreement = Math.min(1, ...[...leaves.values()].map((leaf) => agreementOn(leaf, readings)));
  return build(schema, '', (path) => {
    const leaf = leaves.get(path);
    if (leaf === undefined) return undefined;
    const given = valuesAt(path, readings);
    return leaf.role === 'confidence' ? confidence(given, agreement) : mergeValues(leaf, given);
  });
}

function mergeValues(leaf: Leaf, given: readonly Json[]): Json | undefined {
  switch (leaf.role) {
    case 'choice':
      return mostFrequent(given);
    case 'summary':
      return summaryOf(given.filter((value) => typeof value === 'string'));
    case 'table':
    case 'documents':
    case 'list':
      return given.length === 0 ? undefined : given.flatMap((value) => (Array.isArray(value) ? (value as Json[]) : []));
    default:
      return leaf.property.kind === 'amount' ? given.at(-1) : given[0];
  }
}

function confidence(given: readonly Json[], agreement: number): number {
  const numbers = given.filter((value) => typeof value === 'number');
  const mean = numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  return Math.round(mean * agreement * 100) / 100;
}

/** Returns the share, from 0 to 1, of readings with the most frequent value. */
function agreementOn(leaf: Leaf, readings: readonly JsonObject[]): number {
  if (leaf.role !== 'choice') return 1;
  const given = valuesAt(leaf.path, readings);
  return given.length === 0 ? 1 : given.filter((value) => value === mostFrequent(given)).length / given.length;
}

function mostFrequent(values: readonly Json[]): Json | undefined {
  const counts = new Map<Json, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function summaryOf(summaries: readonly string[]): string {
  const chosen = [summaries[0], summaries[Math.floor((summaries.length - 1) / 2)], summaries.at(-1)];
  return [
    ...new Set(chosen.filter((summary) => summary !== undefined).map((summary) => firstSentences(summary, 1))),
  ].join(' ');
}

function valuesAt(path: string, readings: readonly JsonObject[]): Json[] {
  return readings.flatMap((reading) => {
    const value = path
      .split('/')
      .slice(1)
      .reduce<Json | undefined>((within, name) => (isObject(within) ? memberOf(within, name) : undefined), reading);
    return value === undefined ? [] : [value];
  });
}

function build(schema: ToolSchema, path: string, fill: (path: string) => Json | undefined): JsonObject {
  const entries = Object.entries(schema.properties ?? {}).map(([name, inner]): [string, Json | undefined] => {
    const innerPath = `${path}/${name}`;
    return [name, inner.properties === undefined ? fill(innerPath) : build(inner, innerPath, fill)];
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
