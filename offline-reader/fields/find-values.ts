import type { DocumentCell } from '../document-cells';
import { type Property, propertyOf } from '../schema';
import { numberOf } from '../values/amounts';
import { type Fit, fitValue, type ValueKind } from '../values/value-kinds';
import { isQualifier, type LabelMatch, type Labels } from './labels';

/** A value read from the text, and from 0 to 1 how sure it is. */
export interface FoundValue {
  readonly text: string;
  readonly sureness: number;
  /** The cell that contains it. */
  readonly cell: number;
}

interface Candidate extends FoundValue {
  /** Undefined for a label that is not in the schema: its value is marked as used nevertheless. */
  readonly property: Property | undefined;
  readonly label: number;
}

/** How many cells after a label its value may be. */
const reach = 6;
const leastSure = 0.35;

/**
 * Finds the values of labelled properties: behind the label in its cell, in the cell that follows, or, where several labels follow one
 * another, at the same place among the values that follow. Each value goes to the label that fits it best, and to one only. If equally
 * good labels have different amounts, none of them is used: a person reviews it.
 */
export function findLabelledValues(
  cells: readonly DocumentCell[],
  labels: Labels,
  taken: ReadonlySet<number>,
): Map<Property, FoundValue> {
  const candidates = [...labels]
    .filter(([index]) => !taken.has(index))
    .flatMap(([index, label]) => candidatesOf({ cells, labels, taken }, index, label));
  const found = new Map<Property, FoundValue>();
  const usedBy = new Map<string, number>();
  const settled = new Set<number>();
  for (const candidate of candidates.sort((a, b) => b.sureness - a.sureness || a.cell - b.cell)) {
    if (candidate.sureness < leastSure) break;
    const position = `${candidate.cell}/${candidate.text}`;
    const user = usedBy.get(position);
    if (user !== undefined && user !== candidate.label) continue;
    if (candidate.property === undefined ? settled.has(candidate.label) : found.has(candidate.property)) continue;
    usedBy.set(position, candidate.label);
    settled.add(candidate.label);
    if (candidate.property !== undefined) found.set(candidate.property, candidate);
  }
  for (const [property, value] of found) if (isContested(property, value, candidates)) found.delete(property);
  return found;
}

function isContested(property: Property, value: FoundValue, candidates: readonly Candidate[]): boolean {
  if (property.kind !== 'amount') return false;
  return candidates.some(
    (other) =>
      other.property === property &&
      other.sureness > value.sureness - 0.1 &&
      amountOf(other.text) !== amountOf(value.text),
  );
}

function amountOf(text: string): number {
  return numberOf(text.replace(/[^\d.,]/gu, ''));
}

interface Reading {
  readonly cells: readonly DocumentCell[];
  readonly labels: Labels;
  readonly taken: ReadonlySet<number>;
}

function candidatesOf(reading: Reading, index: number, label: LabelMatch): Candidate[] {
  const owners = label.owners.length > 0 ? label.owners : [{ property: undefined, strength: 0.9 }];
  return owners.flatMap(({ property, strength }) => {
    const kind = property?.kind ?? kindOfOther(label);
    const found = [
      ...inCell(label, kind, index),
      ...(label.isPure
        ? following(reading, index, kind)
        : kind === 'amount' && isQualifier(label.rest)
          ? nextAmount(reading, index)
          : []),
    ];
    return found.map((value) => ({
      ...value,
      sureness: Math.min(1, value.sureness * strength * nearTheTop(reading.cells, index, kind)),
      property,
      label: index,
    }));
  });
}

/** The type, sender and recipient of a document are on its first pages; sums may be anywhere. */
function nearTheTop(cells: readonly DocumentCell[], index: number, kind: ValueKind): number {
  if (kind === 'amount' || kind === 'quantity') return 1;
  if (kind === 'title' && index > 60) return 0.4;
  return (cells[index]?.page ?? 0) < 2 ? 1 : 0.75;
}

function kindOfOther({ words }: LabelMatch): ValueKind {
  return propertyOf(words.join('_'), {}).kind;
}

function inCell(label: LabelMatch, kind: ValueKind, cell: number): FoundValue[] {
  const fit = fitValue(kind, label.rest);
  if (fit === undefined) return [];
  const isWords = kind === 'party' || kind === 'text';
  if (!isWords && !isQualifier(label.rest.slice(0, label.rest.indexOf(fit.text)))) return [];
  const inSentence = label.rest.split(/\s+/u).length > 9 && kind !== 'party' ? 0.6 : 1;
  return [{ text: fit.text, sureness: fit.fit * (isWords && isWordly(label) ? 0.55 : 1) * inSentence, cell }];
}

/** A label that runs on into its sentence, without a colon: `Customer service is open …`. */
function isWordly({ rest }: LabelMatch): boolean {
  return /^\p{Ll}/u.test(rest);
}

function following(reading: Reading, index: number, kind: ValueKind): FoundValue[] {
  const { first, last } = runAround(reading, index);
  const row = last > first ? rowOfValues(reading, first, last) : undefined;
  if (row !== undefined && index >= row.first) {
    const cell = last + 1 + (index - row.first);
    const fit = wholeFit(kind, reading.cells[cell]!.text);
    return fit === undefined ? [] : [{ text: fit.text, sureness: 0.97 * fit.fit, cell }];
  }
  // An amount without a label in its own row does not belong to a label; of two equal labels it is unknown which one has the value.
  if (kind === 'amount') return last > index ? [] : nextAmount(reading, index);
  const owners = propertiesAt(reading, index);
  const isAlone = !indexesFrom(first, last).some(
    (at) =>
      kindsAt(reading, at).includes(kind) && !propertiesAt(reading, at).some((property) => owners.includes(property)),
  );
  return isAlone ? nearby(reading, last, kind) : [];
}

function nearby(reading: Reading, last: number, kind: ValueKind): FoundValue[] {
  const values: FoundValue[] = [];
  let passed = 0;
  for (const [offset, cell] of reading.cells.slice(last + 1).entries()) {
    if (passed >= reach) break;
    const at = last + 1 + offset;
    if (!isFree(reading, at)) {
      passed += reading.labels.get(at)?.isPure === true ? 1 : 0.5;
      continue;
    }
    const fit = wholeFit(kind, cell.text);
    if (fit !== undefined) values.push({ text: fit.text, sureness: fit.fit * (0.95 - 0.08 * passed), cell: at });
    if (fit !== undefined && fit.fit > 0.5) break;
    passed += 1;
  }
  return values;
}

/** Labels in a row, the last ones of a run, above as many values, each of its label's kind. */
function rowOfValues(reading: Reading, first: number, last: number): { first: number } | undefined {
  for (let from = first; from < last; from += 1) {
    const fits = indexesFrom(from, last).every((at) => {
      const cell = last + 1 + (at - from);
      const isValue = !reading.taken.has(cell) && reading.labels.get(cell)?.isPure !== true;
      return (
        isValue && kindsAt(reading, at).some((kind) => wholeFit(kind, reading.cells[cell]?.text ?? '') !== undefined)
      );
    });
    if (fits) return { first: from };
  }
  return undefined;
}

function indexesFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

function propertiesAt({ labels }: Reading, at: number): (Property | undefined)[] {
  const owners = labels.get(at)?.owners ?? [];
  return owners.length === 0 ? [undefined] : owners.map(({ property }) => property);
}

/** Returns the kinds of value that a label may have. */
function kindsAt({ labels }: Reading, at: number): ValueKind[] {
  const label = labels.get(at);
  if (label === undefined) return [];
  return label.owners.length > 0 ? label.owners.map(({ property }) => property.kind) : [kindOfOther(label)];
}

/** `VAT 20% on drinks`, and its amount in the next cell. */
function nextAmount({ cells, labels }: Reading, index: number): FoundValue[] {
  const fit = labels.has(index + 1) ? undefined : wholeFit('amount', cells[index + 1]?.text ?? '');
  return fit === undefined ? [] : [{ text: fit.text, sureness: 0.9 * fit.fit, cell: index + 1 }];
}

/** Labels that follow one another without values between them. */
function runAround({ cells, labels, taken }: Reading, index: number): { first: number; last: number } {
  const isLabel = (at: number) => !taken.has(at) && labels.get(at)?.isPure === true;
  let first = index;
  let last = index;
  while (first > 0 && isLabel(first - 1)) first -= 1;
  while (last < cells.length - 1 && isLabel(last + 1)) last += 1;
  return { first, last };
}

function isFree({ cells, labels, taken }: Reading, at: number): boolean {
  const label = labels.get(at);
  // A cell that only begins like a label (`Total Cleaning Ltd`) may well be a value.
  return (
    at < cells.length && !taken.has(at) && !(label?.isPure === true || (label !== undefined && /\d/u.test(label.rest)))
  );
}

/** A value in a cell of its own must fill it: `14 Quayside Road` is not the number 14. */
function wholeFit(kind: ValueKind, text: string): Fit | undefined {
  const fit = fitValue(kind, text);
  if (fit === undefined) return undefined;
  const extra = text.replace(fit.text, '').replace(/[\s\p{P}\p{S}]|\b[A-Z]{3}\b|\d{1,2}:\d{2}/gu, '').length;
  if (kind === 'identifier' || kind === 'amount' || kind === 'quantity') return extra === 0 ? fit : undefined;
  return kind === 'date' && extra > 12 ? undefined : fit;
}
