import type { LabelledDocument } from '../dataset/dataset';
import type { ExpectedValue } from '../dataset/expectation';
import type { Prediction, Reading } from '../reading/prediction';
import { type ScoredDocument, scoreDocument } from './score-document';

/** A labelled value. */
export function stated(value: string | null, ...also: readonly string[]): ExpectedValue {
  return { value, also };
}

/** A document that labels these fields. */
export function documentOf(name: string, expectation: Partial<LabelledDocument['expectation']> = {}): LabelledDocument {
  return {
    name,
    path: `/${name}`,
    digest: `digest of ${name}`,
    labelsDigest: `labels of ${name}`,
    expectation: { fields: {}, tags: [], split: 'test', ...expectation },
  };
}

/** A reading of a document. */
export function predictionOf(read: Partial<Prediction> = {}): Prediction {
  return {
    identity: {
      modelAsked: 'offline',
      from: 'offline',
      prompts: { 'read-document': 'v2 sha256:0' },
      definition: 'd',
      functions: 'f',
      settings: {},
      toolVersion: '0',
    },
    modelAnswered: 'offline-reader',
    document: { name: 'a.pdf', digest: 'a' },
    reading: 1,
    outcome: 'stored',
    reason: null,
    type: 'invoice',
    confidence: 0.9,
    fields: {},
    failedChecks: [],
    calls: [],
    repairs: 0,
    retries: 0,
    ...read,
  };
}

/** The same as what came of a reading. */
export function readingOf(read: Partial<Prediction> = {}): Reading {
  return { kind: 'read', prediction: predictionOf(read), isCached: false };
}

/** A document that labels its total, and what was read of it. */
export function scored(name: string, read: Partial<Prediction>, expected: string | null = '100.00'): ScoredDocument {
  const document = documentOf(name, { outcome: 'stored', fields: { total: stated(expected) } });
  return scoreDocument(document, readingOf(read)) as ScoredDocument;
}
