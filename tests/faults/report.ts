import type { InspectedDocument } from './invariants/inspected-document';

/** Totals of a run: `lost` and `duplicated` must be zero. */
export interface Totals {
  /** How often faults struck. */
  readonly faults: number;
  readonly documents: number;
  readonly lost: number;
  readonly duplicated: number;
}

/** A document as it is reported: one of the matrix also has a location, a fault and an extent. */
export interface Reported extends Omit<InspectedDocument, 'documentId' | 'end'> {
  readonly end: string;
  readonly scenario: string;
  readonly struck: number;
  readonly location?: string;
  readonly fault?: string;
  readonly extent?: string;
  readonly documentId?: string;
}

/** Returns the totals of the reports. */
export function totalsOf(reported: readonly Reported[]): Totals {
  return {
    faults: sum(reported, ({ struck }) => struck),
    documents: reported.length,
    lost: reported.filter(({ end }) => end === 'lost').length,
    duplicated: reported.filter(({ isDuplicated }) => isDuplicated).length,
  };
}

/** The totals as a line. */
export function formatTotals({ faults, documents, lost, duplicated }: Totals): string {
  return `${faults} faults struck ${documents} documents: ${lost} lost, ${duplicated} duplicated`;
}

/** How many documents came to each end, and what they cost. */
export function formatEnds(reported: readonly Reported[]): string {
  const ends = new Map<string, number>();
  for (const { end } of reported) ends.set(end, (ends.get(end) ?? 0) + 1);
  return [
    [...ends].sort().map(([end, count]) => `${end} ${count}`),
    `repeated notices ${sum(reported, ({ repeatedNotices }) => repeatedNotices)}`,
    `repeated letters ${sum(reported, ({ repeatedLetters }) => repeatedLetters)}`,
    `state transitions ${sum(reported, ({ transitions }) => transitions)}`,
    `Textract ${sum(reported, ({ textractCalls }) => textractCalls)}`,
    `model ${sum(reported, ({ modelCalls }) => modelCalls)}`,
  ]
    .flat()
    .join(', ');
}

/** Formats the violations of one document as lines. */
export function formatViolations({ scenario, location, fault, extent, documentId, end, violations }: Reported): string {
  const head = [scenario, location, fault, extent, documentId].filter((part) => part !== undefined).join(' · ');
  return [`${head} → ${end}`, ...violations.map((violation) => `    ${violation}`)].join('\n');
}

function sum(reported: readonly Reported[], countOf: (one: Reported) => number): number {
  return reported.reduce((total, one) => total + countOf(one), 0);
}
