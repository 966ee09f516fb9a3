import type { LabelledDocument } from '../dataset/dataset';
import type { ExpectedOutcome, Split } from '../dataset/expectation';
import type { ModelReading, Prediction } from '../reading/prediction';
import { comparedText, type FieldScore, scoreValue } from './score-fields';
import { type LineScores, scoreLines } from './score-lines';

/** A document that was read, with its labels. */
export interface ScoredDocument {
  readonly kind: 'scored';
  readonly document: LabelledDocument;
  readonly prediction: Prediction;
  readonly isCached: boolean;
  readonly outcome: Prediction['outcome'];
  readonly expectedOutcome?: ExpectedOutcome;
  /** The type first, if it is labelled. */
  readonly fields: readonly FieldScore[];
  readonly lines?: LineScores;
  /** The document has values, but they were not read. */
  readonly isEmpty: boolean;
  /** A value that is not the document's was read, or its type is wrong. */
  readonly isWrong: boolean;
  /** A value of the document was not read. */
  readonly isIncomplete: boolean;
  /** Stored without review, though it is wrong or should not have been stored. */
  readonly isSilentError: boolean;
}

/** A document that was not read. A failure of the harness does not count against the model. */
export interface UnreadDocument {
  readonly kind: 'error';
  readonly document: LabelledDocument;
  readonly reason: string;
}

/** The score of a document of the dataset. */
export type DocumentScore = ScoredDocument | UnreadDocument;

/** Scores a reading. */
export function scoreDocument(document: LabelledDocument, reading: ModelReading): DocumentScore {
  if (reading.kind === 'error') return { kind: 'error', document, reason: reading.reason };
  const { prediction, isCached } = reading;
  const { outcome } = prediction;
  const { outcome: expectedOutcome } = document.expectation;
  const fields = scoreFields(document, prediction);
  const lines = linesOf(document, prediction);
  const has = (...verdicts: readonly FieldScore['verdict'][]): boolean =>
    fields.some(({ verdict }) => verdicts.includes(verdict));
  const isWrong = has('wrong', 'invented') || (lines?.wrong ?? 0) + (lines?.invented ?? 0) > 0;
  const isIncomplete = has('missing') || (lines?.missing ?? 0) > 0;
  const isUnexpected = expectedOutcome !== undefined && expectedOutcome !== 'stored';
  return {
    kind: 'scored',
    document,
    prediction,
    isCached,
    outcome,
    ...(expectedOutcome === undefined ? {} : { expectedOutcome }),
    fields,
    ...(lines === undefined ? {} : { lines }),
    isEmpty: outcome !== 'rejected' && statesValues(document) && !hasValues(prediction),
    isWrong,
    isIncomplete,
    isSilentError: outcome === 'stored' && (isWrong || isUnexpected),
  };
}

/** Documents of a split that were scored. */
export function scoredOf(scores: readonly DocumentScore[], split?: Split): readonly ScoredDocument[] {
  return scores.filter(
    (score): score is ScoredDocument =>
      score.kind === 'scored' && (split === undefined || score.document.expectation.split === split),
  );
}

function scoreFields({ expectation }: LabelledDocument, { type, fields }: Prediction): readonly FieldScore[] {
  const typeScore =
    expectation.type === undefined ? [] : [scoreValue('type', { value: expectation.type, also: [] }, type)];
  const others = Object.entries(expectation.fields).map(([name, value]) => scoreValue(name, value, fields[name]));
  return [...typeScore, ...others];
}

function linesOf({ expectation }: LabelledDocument, { fields }: Prediction): LineScores | undefined {
  return expectation.lineItems === undefined ? undefined : scoreLines(expectation.lineItems, fields['lineItems']);
}

function statesValues({ expectation }: LabelledDocument): boolean {
  return (
    Object.values(expectation.fields).some(({ value }) => value !== null) || (expectation.lineItems?.length ?? 0) > 0
  );
}

function hasValues({ fields }: Prediction): boolean {
  return Object.values(fields).some((value) =>
    Array.isArray(value) ? value.length > 0 : comparedText(value) !== null,
  );
}
