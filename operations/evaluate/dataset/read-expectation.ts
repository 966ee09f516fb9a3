import { nearestWord } from '@document-pipelines/asl/diagnostics';
import { CannotRunError, checkedShape } from '@document-pipelines/local-aws/environment';
import { z } from 'zod';
import type { Expectation, ExpectedValue, KnownNames } from './expectation';

/** Marks a value that is not labelled, if its key or column cannot be left out. */
const notLabelled = '?';

const scalar = z.union([z.string(), z.number(), z.null()]);
const value = z.union([
  scalar,
  z.strictObject({ value: scalar, also: z.array(z.union([z.string(), z.number()])).optional() }),
]);

const labels = z.strictObject({
  type: z.string().min(1).optional(),
  outcome: z.enum(['stored', 'review', 'rejected']).optional(),
  fields: z.record(z.string(), value).optional(),
  lineItems: z.union([z.array(z.record(z.string(), value)), z.null(), z.literal(notLabelled)]).optional(),
  language: z.string().min(1).optional(),
  tags: z.array(z.string().min(1)).optional(),
  split: z.enum(['tune', 'test']).optional(),
});

type Written = z.infer<typeof value>;

/** Labels as a file has them. `location` names the file and the document in messages. Throws CannotRunError. */
export function readExpectation(written: unknown, location: string, known: KnownNames): Expectation {
  const checked = checkedShape(labels, written, { location, whole: 'the labels' });
  const { fields = {}, lineItems, tags = [], split = 'test', type, outcome, language } = checked;
  checkNames([...(type === undefined ? [] : [type])], known.types, { location, what: 'document type' });
  checkNames(Object.keys(fields), known.fields, { location, what: 'field' });
  const rows = lineItems === notLabelled || lineItems === undefined ? undefined : (lineItems ?? []);
  checkNames(rows?.flatMap((row) => Object.keys(row)) ?? [], known.columns, { location, what: 'column of line items' });
  return {
    fields: labelledValues(fields),
    tags,
    split,
    ...(type === undefined ? {} : { type }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(language === undefined ? {} : { language }),
    ...(rows === undefined ? {} : { lineItems: rows.map(labelledValues) }),
  };
}

function labelledValues(values: Readonly<Record<string, Written>>): Readonly<Record<string, ExpectedValue>> {
  const entries = Object.entries(values).map(([name, written]) => [name, expectedValue(written)] as const);
  return Object.fromEntries(entries.filter(([, expected]) => expected.value !== notLabelled));
}

function expectedValue(written: Written): ExpectedValue {
  const isScalar = typeof written !== 'object' || written === null;
  const { value: given, also = [] } = isScalar ? { value: written } : written;
  return { value: given === null || given === '' ? null : String(given), also: also.map(String) };
}

function checkNames(
  names: readonly string[],
  known: readonly string[],
  { location, what }: { readonly location: string; readonly what: string },
): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearestWord(unknown, known);
  const help = near === undefined ? `known: ${known.join(', ')}` : `did you mean \`${near}\`?`;
  throw new CannotRunError(`${location}: there is no ${what} \`${unknown}\`; ${help}`);
}
