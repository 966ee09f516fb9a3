import { checkFields } from '../process-invoice/process-invoice';
import { nearestWord } from '../shared/platform/nearest-word';
import type { FieldChange, Fields, Review } from '../shared/review/review';
import { InvalidDecision } from './decision-input';
import { documentFieldKinds, type FieldKind, kindOf } from './document-fields';

/** A correction applied to the fields that a person saw. */
export interface Correction {
  readonly fields: Fields;
  /** In the order of the fields that were sent; never empty in a decision. */
  readonly diff: readonly FieldChange[];
  /** What is still missing or does not add up, as sentences. */
  readonly failedChecks: readonly string[];
}

/**
 * Applies fields to those of a review; a document's fields pass the same readers and checks as a model's answer. Throws
 * InvalidDecision naming a field that does not exist, or whose value is of another type or cannot be read, and if no
 * field would change.
 */
export function correct(
  review: Pick<Review, 'fields' | 'document' | 'documentType'>,
  asked: Fields,
  nowMilliseconds: number,
): Correction {
  const correction = checkCorrected(review, asked, nowMilliseconds);
  if (!correction.diff.some(({ field }) => Object.hasOwn(asked, field)))
    throw new InvalidDecision('the fields say what stands there already; approve takes them as they are');
  return correction;
}

/**
 * Returns what a document's fields would be with these laid over them, and what would still be missing or not add up, without a decision.
 * `asked` may be empty. Throws InvalidDecision as `correct` does, but not if nothing changes.
 */
export function checkCorrected(
  review: Pick<Review, 'fields' | 'document' | 'documentType'>,
  asked: Fields,
  nowMilliseconds: number,
): Correction {
  const known = knownKinds(review);
  for (const [field, value] of Object.entries(asked)) checkField(field, value, known);
  const { fields, failedChecks } = checkCorrection(review, asked, nowMilliseconds);
  return {
    fields,
    diff: Object.entries(fields).flatMap(([field, after]) => changeOf(review.fields, field, after)),
    failedChecks,
  };
}

function checkCorrection(
  { fields, document, documentType }: Pick<Review, 'fields' | 'document' | 'documentType'>,
  asked: Fields,
  nowMilliseconds: number,
): Pick<Correction, 'fields' | 'failedChecks'> {
  const laidOver = { ...fields, ...asked };
  if (document === undefined) return { fields: laidOver, failedChecks: [] };
  const { unreadable, failedChecks, ...result } = checkFields({ documentType, fields: laidOver }, nowMilliseconds);
  const mistakes = unreadable.filter(({ field }) => Object.hasOwn(asked, field)).map(({ sentence }) => sentence);
  if (mistakes.length > 0) throw new InvalidDecision(mistakes.join(' '));
  return { fields: result.fields, failedChecks: [...unreadable.map(({ sentence }) => sentence), ...failedChecks] };
}

/** A field that was read keeps its type; a field that a document may state has the type of the tool's schema. */
function knownKinds({ fields, document }: Pick<Review, 'fields' | 'document'>): ReadonlyMap<string, FieldKind> {
  const asRead = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([field, value]): [string, FieldKind] => [field, kindOf(value)]);
  const unread = Object.keys(fields).map((field): [string, FieldKind] => [field, 'null']);
  return new Map([...unread, ...(document === undefined ? [] : Object.entries(documentFieldKinds)), ...asRead]);
}

function checkField(field: string, value: unknown, known: ReadonlyMap<string, FieldKind>): void {
  const kind = known.get(field);
  if (kind === undefined) {
    const near = nearestWord(field.slice(0, 100), [...known.keys()]);
    const help = near === undefined ? `there are: ${[...known.keys()].join(', ')}` : `did you mean ${near}?`;
    throw new InvalidDecision(`there is no field ${JSON.stringify(field.slice(0, 100))}; ${help}`);
  }
  // A field that had no value accepts any.
  if (kind !== 'null' && kindOf(value) !== kind)
    throw new InvalidDecision(`${field} must be ${articles[kind]}, it is: ${JSON.stringify(value).slice(0, 200)}`);
}

const articles: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  number: 'a number',
  'true or false': 'true or false',
  list: 'a list',
  object: 'an object',
  null: 'null',
};

function changeOf(fields: Fields, field: string, after: unknown): FieldChange[] {
  if (!Object.hasOwn(fields, field)) return [{ field, after }];
  const before = fields[field];
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
}
