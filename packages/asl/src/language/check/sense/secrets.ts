import { isOpen } from '../values';

/** A secret in a string: its type, and the part of the string. */
export interface FoundSecret {
  readonly what: string;
  readonly part: string;
  /** The offset of the part in the string. */
  readonly from: number;
  /** The public beginning, such as `AKIA`; empty without one. */
  readonly prefix: string;
}

/** Forms that only secrets have; the first group is the prefix that may be shown. */
const forms: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['an AWS access key id', /\b(A[KS]IA)[A-Z2-7]{16}\b/g],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g],
  ['an API key', /\b(sk-(?:[a-z]{2,8}-)*)[A-Za-z0-9_-]{20,}/g],
  ['a GitHub token', /\b(gh[oprsu]_|github_pat_)[A-Za-z0-9_]{20,}/g],
  ['a Slack token', /\b(xox[abeprs]-)[A-Za-z0-9-]{10,}/g],
  ['credentials', /\b(Bearer |Basic )[A-Za-z0-9+/_=.-]{16,}/g],
  ['a password in a URL', /\b(?<=\w:\/\/)[^\s/:@{}$%'"]+:[^\s/@{}$%'"]+(?=@)/g],
];

/** Each of the forms has one of these; most texts have none. */
const marks = /A[KS]IA|-----BEGIN|sk-|gh[oprsu]_|github_pat_|xox|Bearer |Basic |:\/\//;

/** The secrets that a text holds by their form. */
export function secretsIn(text: string): FoundSecret[] {
  if (!marks.test(text)) return [];
  return forms.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      what,
      part: match[0],
      from: match.index,
      prefix: (match[1] ?? '').trim(),
    })),
  );
}

const secretWord =
  '(?:password|passwd|passphrase|api[_-]?key|client[_-]?secret|secret[_-]?(?:access[_-]?)?key|(?:access|auth)[_-]?token)';
const secretKey = new RegExp(`${secretWord}$`, 'i');
const anyWord = new RegExp(secretWord, 'i');
const secretEntry = new RegExp(`['"][\\w-]*${secretWord}['"]\\s*:\\s*(['"])([^'"\\s]+)\\1`, 'gi');

/** A password or the like by the name of its key: a literal, and not the name of a parameter or an attribute. */
export function secretUnder(key: string, value: string): FoundSecret | undefined {
  if (!secretKey.test(key) || !isLiteral(value) || secretKey.test(value)) return undefined;
  return { what: `a literal \`${key}\``, part: value, from: 0, prefix: '' };
}

/** Passwords in the object constructors of a JSONata expression. */
export function secretEntriesIn(expression: string): FoundSecret[] {
  if (!anyWord.test(expression)) return [];
  return [...expression.matchAll(secretEntry)].flatMap((match) => {
    const value = match[2] as string;
    if (!isLiteral(value) || secretKey.test(value)) return [];
    const from = match.index + match[0].lastIndexOf(value);
    return [{ what: 'a password or key', part: value, from, prefix: '' }];
  });
}

/** Text in words is a description; a path or an ARN is where the secret is kept. */
function isLiteral(value: string): boolean {
  return value.length >= 4 && !isOpen(value) && !/^(?:\{[%{]|[$/<*]|arn:|States\.|string$|x+$)|\s/i.test(value);
}
