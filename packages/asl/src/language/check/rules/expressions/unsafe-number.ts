import type { FieldPath, Json } from '../../../definition';
import type { ParsedDefinition } from '../../../load';
import type { Finding, Rule } from '../../rule';

/** An integer beyond 2^53 is written: it loses digits. https://www.rfc-editor.org/rfc/rfc8259#section-6 */
export const unsafeNumber: Rule = {
  id: 'unsafe-number',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ parsed, expressions }) {
    if (digits16.test(parsed.text)) yield* inValue(parsed.value, [], parsed);
    for (const { source, path, syntax } of expressions.jsonata) {
      if (syntax?.ok !== true || !digits16.test(source)) continue;
      for (const { 0: digits, index } of withoutStrings(source).matchAll(/(?<![\w.$])\d{16,}(?![\w.])/g)) {
        if (!isUnsafe(Number(digits), digits)) continue;
        yield { ...describe(digits, Number(digits)), path, part: { text: digits, from: index + 2 } };
      }
    }
  },
};

/** No integer beyond 2^53 has fewer. */
const digits16 = /\d{16}/;

function* inValue(value: Json, path: FieldPath, parsed: ParsedDefinition): Generator<Finding> {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) || !Number.isInteger(value)) return;
    const { start, end } = parsed.spanOf(path);
    const written = parsed.text.slice(start.offset, end.offset);
    if (isUnsafe(value, written)) yield { ...describe(written, value), path };
  } else if (typeof value === 'object' && value !== null) {
    const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
    for (const [key, inner] of entries) yield* inValue(inner as Json, [...path, key], parsed);
  }
}

/** Whether an integer, written digit by digit, is beyond 2^53. */
function isUnsafe(value: number, written: string): boolean {
  return /^[-+]?\d+$/.test(written) && !Number.isSafeInteger(value);
}

function describe(written: string, value: number): Pick<Finding, 'message' | 'help'> {
  const kept = BigInt(value);
  const becomes = kept === BigInt(written.replace('+', '')) ? 'may lose digits' : `becomes ${kept}`;
  return { message: `${written} is beyond 2^53 and ${becomes}`, help: 'write it as a string, in quotes' };
}

/** Strings and names in backticks as blanks, so that positions stay true. */
function withoutStrings(source: string): string {
  return source.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, (text) => ' '.repeat(text.length));
}
