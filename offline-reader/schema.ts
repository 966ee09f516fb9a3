import { z } from 'zod';
import type { ValueKind } from './values/value-kinds';
import { wordsOf, wordsOfName } from './words/canonical-words';
import { withSynonyms } from './words/synonyms';

/** The part of JSON Schema that the offline reader fills in. */
export interface ToolSchema {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly properties?: Readonly<Record<string, ToolSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: ToolSchema | undefined;
}

const anySchema: z.ZodType<ToolSchema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    properties: z.record(z.string(), anySchema).optional(),
    required: z.array(z.string()).optional(),
    items: anySchema.optional(),
  }),
);

/** A tool's input schema, or what is wrong with it. */
export function parseToolSchema(json: unknown): { readonly schema: ToolSchema } | { readonly problem: string } {
  const parsed = anySchema.safeParse(json);
  if (parsed.success) return { schema: parsed.data };
  return { problem: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}

/** A property to look for in a text: what it may be called there, and what sort of value it has. */
export interface Property {
  readonly name: string;
  readonly schema: ToolSchema;
  readonly kind: ValueKind;
  /** Canonical words of each phrase that may label it. */
  readonly phrases: readonly (readonly string[])[];
}

/** Reads from a property's name and description what it may be called in a text. */
export function propertyOf(name: string, schema: ToolSchema): Property {
  const named = wordsOfName(name);
  const own = [named.join(' '), ...shortenWords(named), ...describedPhrases(schema.description ?? '')].filter(
    (phrase) => phrase !== '',
  );
  const phrases = withSynonyms([...new Set(own)]);
  return {
    name,
    schema,
    kind: kindOf(named, schema),
    phrases: phrases.map((phrase) => wordsOf(phrase)).filter((words) => words.length > 0),
  };
}

/** `supplier name` is labelled `supplier` more often than not. */
function shortenWords(words: readonly string[]): string[] {
  return words.length > 1 && words.at(-1) === 'name' ? [words.slice(0, -1).join(' ')] : [];
}

/** `date by which to pay, due date` names two phrases; the first is a sentence rather than a label and is left out. */
function describedPhrases(description: string): string[] {
  return description
    .split(/[,;:()/]| or | and /u)
    .map((phrase) => phrase.trim().replace(/^(?:the|a|an|its|or|and) /iu, ''))
    .filter(
      (phrase) =>
        phrase !== '' &&
        phrase.split(/\s+/u).length <= 3 &&
        !/^(?:who|whom|which|what|how|where|when|if) /iu.test(phrase),
    )
    .flatMap((phrase) => [phrase, phrase.replace(/ (?:of|in|for|on) .*$/u, '')])
    .map((phrase) => wordsOf(phrase).join(' '))
    .filter((phrase) => !vague.has(phrase));
}

const vague = new Set([
  '',
  'date by',
  ...'kind document heading sum iso code symbol amount text value string optional number'.split(' '),
]);

const kindsByWord: readonly (readonly [ValueKind, readonly string[]])[] = Object.entries({
  confidence: 'confidence certainty probability sureness',
  summary: 'summary abstract synopsis overview gist',
  title: 'title heading headline subject',
  currency: 'currency',
  email: 'email',
  phone: 'phone fax',
  rate: 'rate percentage',
  quantity: 'quantity count units hours pages age year',
  date: 'date deadline due issued expiry expires birthday day until',
  identifier: 'number reference code iban identifier sku ssn ein',
  amount:
    'amount total subtotal price cost tax fee balance net gross payment charge discount deposit salary wages income sum refund rent',
  party:
    'name supplier customer vendor buyer seller party employer employee payer payee sender recipient author company tenant landlord merchant bank issuer',
} satisfies Partial<Record<ValueKind, string>>).map(([kind, words]) => [kind as ValueKind, words.split(' ')]);

/** The last word of a name is the most specific: an invoice date is a date, a customer number is a number. */
function kindOf(named: readonly string[], schema: ToolSchema): ValueKind {
  if (schema.format === 'date' || schema.format === 'date-time') return 'date';
  for (const word of [...named].reverse()) {
    const kind = kindsByWord.find(([, words]) => words.includes(word))?.[0];
    if (kind !== undefined) return kind;
  }
  return schema.type === 'number' || schema.type === 'integer' ? 'quantity' : 'text';
}
