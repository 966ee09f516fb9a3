/**
 * `${Name}` as in SAM's DefinitionSubstitutions; `${AWS::Partition}` and dotted names are placeholders as well.
 * `${Name?}` may be without a value: then its key is left out too.
 */
export const placeholderPattern = /\$\{([A-Za-z_][A-Za-z0-9_]*(?:(?:::|\.)[A-Za-z0-9_]+)*)(\?)?\}/g;

const maskablePattern = new RegExp(`${placeholderPattern.source}|\\$\\{prompt:[\\w./*-]+\\}`, 'g');

// Unicode noncharacters: never exchanged as text, so a definition that holds one is simply not masked.
const open = '\uFDD0\uFDD1';
const close = '\uFDD2';
const maskedPattern = /\uFDD0\uFDD1([^\uFDD2]*)\uFDD2/g;

/**
 * Replaces the braces of placeholders by characters without meaning in YAML, one for one, so that `{Seconds: ${Pause}}` parses
 * and every position stays true.
 */
export function maskPlaceholders(text: string): string {
  if (/[\uFDD0-\uFDD2]/.test(text)) return text;
  return text.replace(maskablePattern, (whole) => `${open}${whole.slice(2, -1)}${close}`);
}

/** Restores the placeholders of a masked text. */
export function unmaskPlaceholders(text: string): string {
  return text.replace(maskedPattern, (_, name: string) => `\${${name}}`);
}

/** A placeholder and its position in its string. */
export interface PlaceholderInText {
  readonly name: string;
  /** Whether it is written `${Name?}`. */
  readonly isOptional: boolean;
  readonly start: number;
  readonly end: number;
}

/** The name of the optional placeholder that a value consists of; undefined for every other value. */
export function optionalPlaceholder(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [only] = placeholdersIn(value);
  return only?.isOptional === true && only.end - only.start === value.length ? only.name : undefined;
}

/** Returns the placeholders of a string, in order. */
export function placeholdersIn(text: string): PlaceholderInText[] {
  // Most strings have none, and this is called for every string of a definition.
  if (!text.includes('${')) return [];
  return [...text.matchAll(placeholderPattern)].map((match) => ({
    name: match[1] as string,
    isOptional: match[2] !== undefined,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether a string has a placeholder, so that its final value is unknown. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('${') && text.search(placeholderPattern) !== -1;
}

/** Replaces every placeholder of a string; undefined leaves it as it is. */
export function replacePlaceholders(text: string, textFor: (name: string) => string | undefined): string {
  return text.replace(placeholderPattern, (whole, name: string) => textFor(name) ?? whole);
}
