import type { Json } from '../definition';
import { placeholdersIn, replacePlaceholders, type Substitutions, substitutionOf } from '../load';
import { patternOfExpression } from './expression-pattern';

/** What is known of an argument when permissions are derived. */
export type ArgumentValue =
  | { readonly kind: 'absent' }
  /** A placeholder whose substitution names its ARNs. */
  | {
      readonly kind: 'arns';
      readonly arns: readonly string[];
      readonly note?: string;
      /** The key that encrypts it. */
      readonly keyArn?: string;
    }
  /** A string known now; `isArn` if it is an ARN, or a token for one. */
  | { readonly kind: 'text'; readonly text: string; readonly isArn: boolean }
  /** An expression: the known parts of its string, with `*` for the rest. */
  | { readonly kind: 'pattern'; readonly text: string; readonly isArn: boolean };

/** The value of an argument; `isExpression` for the value of a key that ends in `.$`. */
export function argumentValue(
  value: Json | undefined,
  substitutions: Substitutions,
  isExpression = false,
): ArgumentValue {
  if (value === undefined || value === null) return { kind: 'absent' };
  if (typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'text', text: String(value), isArn: false };
  if (typeof value !== 'string') return { kind: 'pattern', text: '*', isArn: false };
  const known = wholePlaceholder(value, substitutions);
  if (known !== undefined && !isExpression) return known;
  const text = replacePlaceholders(value, (name) => {
    const substitution = substitutionOf(substitutions, name);
    return substitution === undefined ? undefined : String(substitution.value);
  });
  if (!isExpression && !text.startsWith('{%')) return { kind: 'text', text, isArn: text.startsWith('arn:') };
  const pattern = patternOfExpression(text);
  return { kind: 'pattern', text: pattern, isArn: pattern.startsWith('arn:') };
}

function wholePlaceholder(value: string, substitutions: Substitutions): ArgumentValue | undefined {
  const [only] = placeholdersIn(value);
  if (only === undefined || only.end - only.start !== value.length) return undefined;
  const substitution = substitutionOf(substitutions, only.name);
  if (substitution?.kind === 'text') {
    const { arn, arns = [], reason, keyArn } = substitution;
    const all = arn === undefined ? arns : [arn, ...arns];
    if (all.length > 0) {
      const note = reason === undefined ? {} : { note: reason };
      return { kind: 'arns', arns: all, ...note, ...(keyArn === undefined ? {} : { keyArn }) };
    }
  }
  const text = substitution === undefined ? value : String(substitution.value);
  return { kind: 'text', text, isArn: text.startsWith('arn:') || (text.startsWith('${') && /Arn$/i.test(only.name)) };
}
