/** `${Name}` as in SAM's DefinitionSubstitutions; `${AWS::Partition}` and dotted names are placeholders as well. */
export const placeholderPattern = /\$\{([A-Za-z_][A-Za-z0-9_]*(?:(?:::|\.)[A-Za-z0-9_]+)*)\}/g;

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
  return text.replace(placeholderPattern, (_, name: string) => `${open}${name}${close}`);
}

/** Gives a masked text its placeholders back. */
export function unmaskPlaceholders(text: string): string {
  return text.replace(maskedPattern, (_, name: string) => `\${${name}}`);
}

/** The placeholders of a text, in order. */
export function placeholdersIn(
  text: string,
): { readonly name: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(placeholderPattern)].map((match) => ({
    name: match[1] as string,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether a text holds a placeholder, so that its final value is not known yet. */
export function hasPlaceholder(text: string): boolean {
  return text.search(placeholderPattern) !== -1;
}

/** Replaces every placeholder of a text; undefined leaves one as it is. */
export function replacePlaceholders(text: string, textFor: (name: string) => string | undefined): string {
  return text.replace(placeholderPattern, (whole, name: string) => textFor(name) ?? whole);
}
