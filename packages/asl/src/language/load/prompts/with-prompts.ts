import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../definition';
import type { Diagnostic } from '../../diagnostics';
import { type ParsedDefinition, parsedDefinition } from '../parsed-definition';
import { objectOf, type PlacedValue } from '../placed-value';
import { promptDiagnostics } from './prompt-diagnostics';
import type { PromptFiles } from './prompt-files';
import { promptsIn, replacePrompts } from './prompt-placeholders';

/**
 * A definition with the texts of its prompts, or the errors that prevent it; there may be warnings with a definition.
 */
export interface PromptedDefinition {
  readonly definition?: ParsedDefinition;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Replaces `${prompt:folder/name.v1}` by the text of the prompt file, and `${prompt:*}` by an object with the version
 * of each. Inside `{% … %}` a prompt becomes a JSONata string with its quotes, elsewhere its plain text. Positions stay
 * those of the definition's file.
 */
export function withPrompts(parsed: ParsedDefinition, files: PromptFiles): PromptedDefinition {
  const paths = new Set<string>();
  collectPaths(parsed.placed, paths, new Set());
  if (paths.size === 0 && files.own.length === 0) return { definition: parsed, diagnostics: [] };
  const diagnostics = promptDiagnostics(parsed, paths, files);
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
  const texts = new Map([...paths].filter((path) => path !== '*').map((path) => [path, files.read(path) ?? '']));
  const placed = new Filler(texts).fill(parsed.placed);
  return { definition: parsedDefinition(parsed.file, parsed.text, placed), diagnostics };
}

function collectPaths({ value, children }: PlacedValue, paths: Set<string>, visited: Set<unknown>): void {
  if (typeof value === 'string') for (const { path } of promptsIn(value)) paths.add(path);
  for (const { placed } of children?.values() ?? []) {
    if (visited.has(placed)) continue;
    visited.add(placed);
    collectPaths(placed, paths, visited);
  }
}

/** Copies a tree of placed values with prompts filled in. A class because what anchors share must stay shared. */
class Filler {
  private readonly filled = new Map<PlacedValue, PlacedValue>();

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  fill(placed: PlacedValue): PlacedValue {
    const known = this.filled.get(placed);
    if (known !== undefined) return known;
    const copy = this.copyOf(placed);
    this.filled.set(placed, copy);
    return copy;
  }

  private copyOf(placed: PlacedValue): PlacedValue {
    const { value, children } = placed;
    if (typeof value === 'string') return this.textOf(placed, value);
    if (children === undefined) return placed;
    let isSame = true;
    for (const { placed: child } of children.values()) if (this.fill(child) !== child) isSame = false;
    if (isSame) return placed;
    const copies = [...children].map(([key, child]) => [key, { ...child, placed: this.fill(child.placed) }] as const);
    const entries = copies.map(([key, child]) => [String(key), child.placed.value] as const);
    const whole: Json = Array.isArray(value) ? entries.map(([, item]) => item) : objectOf(entries);
    return { ...placed, value: whole, children: new Map(copies) };
  }

  private textOf(placed: PlacedValue, text: string): PlacedValue {
    const [first] = promptsIn(text);
    if (first === undefined) return placed;
    if (first.path === '*') return { ...placed, value: this.versions(), plain: false };
    const isExpression = text.startsWith('{%');
    const filled = replacePrompts(text, (path) => {
      const prompt = this.texts.get(path) ?? '';
      return isExpression ? JSON.stringify(prompt) : prompt;
    });
    return { ...placed, value: filled, plain: false };
  }

  /** By name. */
  private versions(): JsonObject {
    const versions = [...this.texts].map(([path, text]) => {
      const [, name = path, version = ''] = /([^/]+)\.(v\d+)$/.exec(path) ?? [];
      return [name, promptLabel(version, text)] as const;
    });
    return objectOf(versions.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** `v2 sha256:0123456789ab`: the version, and a digest of the text, because a version's text can change. */
export function promptLabel(version: string, text: string): string {
  return `${version} sha256:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
