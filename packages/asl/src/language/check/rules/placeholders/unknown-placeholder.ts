import { nearestWord, sureWord } from '../../../diagnostics';
import type { CheckedDefinition } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';

/**
 * A placeholder is not one of the known names, or looks like a misspelling of one that this definition uses more often.
 */
export const unknownPlaceholder: Rule = {
  id: 'unknown-placeholder',
  severity: 'warning',
  rejectedBy: 'none',
  *check(definition) {
    const { placeholderNames } = definition.options;
    if (placeholderNames === undefined) yield* misspellings(definition);
    else yield* notListed(definition, placeholderNames);
  },
};

function* notListed({ parsed }: CheckedDefinition, known: readonly string[]): Generator<Finding> {
  for (const { name, path } of parsed.placeholders) {
    if (known.includes(name)) continue;
    const near = nearestWord(name, known);
    const help = near === undefined ? undefined : `did you mean \`\${${near}}\`?`;
    const fix = renameFix(name, sureWord(name, known));
    yield { message: `\`\${${name}}\` is not a known placeholder`, path, part: { text: `\${${name}}` }, help, ...fix };
  }
}

function* misspellings({ parsed }: CheckedDefinition): Generator<Finding> {
  const counts = new Map<string, number>();
  for (const { name } of parsed.placeholders) counts.set(name, (counts.get(name) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count > 1).map(([name]) => name);
  for (const { name, path } of parsed.placeholders) {
    if (counts.get(name) !== 1) continue;
    const [meant, ...others] = frequent.filter((each) => isSlip(name, each));
    if (meant === undefined) continue;
    const message = `\`\${${name}}\` is used once, and looks like \`\${${meant}}\``;
    const help = `did you mean \`\${${meant}}\`?`;
    const fix = renameFix(name, others.length === 0 ? meant : undefined);
    yield { message, path, part: { text: `\${${name}}` }, help, ...fix };
  }
}

function renameFix(name: string, instead: string | undefined): Pick<Finding, 'fix'> {
  return instead === undefined ? {} : { fix: { kind: 'word', word: `\${${name}`, instead: `\${${instead}` } };
}

/** A letter left out, added, mistaken, swapped with its neighbour, or in the other case; names that count up are no slips. */
function isSlip(written: string, meant: string): boolean {
  if (written.toLowerCase() === meant.toLowerCase()) return true;
  if (/\d/.test(written + meant)) return false;
  const [shorter, longer] = written.length < meant.length ? [written, meant] : [meant, written];
  if (shorter.length < 5) return false;
  if (longer.length === shorter.length + 1) {
    // A letter more at the end is a plural, not a slip.
    return (
      [...longer].some(
        (_, index) => index < longer.length - 1 && longer.slice(0, index) + longer.slice(index + 1) === shorter,
      ) ||
      (longer === meant && longer.startsWith(shorter))
    );
  }
  if (shorter.length !== longer.length) return false;
  const differing = [...written].flatMap((letter, index) => (letter === meant[index] ? [] : [index]));
  const [first = 0, second = 0] = differing;
  // A small letter for another one; `BucketA` and `BucketB` differ in a capital.
  if (differing.length === 1)
    return shorter.length > 8 && /[a-z]/.test(written.charAt(first)) && /[a-z]/.test(meant.charAt(first));
  return (
    differing.length === 2 &&
    second === first + 1 &&
    written[first] === meant[second] &&
    written[second] === meant[first]
  );
}
