import { type PersonalDataKind, personalDataKinds, writings } from './personal-data';

/** A text without personal data of some kinds, and how many different values of each were replaced. */
export interface RedactedText {
  readonly text: string;
  readonly counts: Readonly<Partial<Record<PersonalDataKind, number>>>;
}

/**
 * Replaces personal data by placeholders such as `[email 1]`. The same value has the same placeholder throughout the
 * text, numbered in the order of first appearance, so that a reader can still distinguish two accounts; the same text
 * results in the same placeholders.
 */
export function redact(text: string, kinds: readonly PersonalDataKind[]): RedactedText {
  const wanted = personalDataKinds.filter((kind) => kinds.includes(kind));
  return wanted.reduce<RedactedText>(
    (redacted, kind) => {
      const { text: without, count } = redactKind(redacted.text, kind);
      return { text: without, counts: count === 0 ? redacted.counts : { ...redacted.counts, [kind]: count } };
    },
    { text, counts: {} },
  );
}

function redactKind(text: string, kind: PersonalDataKind): { readonly text: string; readonly count: number } {
  const numbers = new Map<string, number>();
  const redacted = writings[kind].reduce(
    (left, { pattern, lengthOf }) =>
      left.replace(pattern, (match: string) => {
        const length = lengthOf(match);
        if (length === 0) return match;
        const value = match
          .slice(0, length)
          .replace(/[ ()./-]/g, '')
          .toLowerCase();
        const number = numbers.get(value) ?? numbers.size + 1;
        numbers.set(value, number);
        return `[${kind} ${number}]${match.slice(length)}`;
      }),
    text,
  );
  return { text: redacted, count: numbers.size };
}
