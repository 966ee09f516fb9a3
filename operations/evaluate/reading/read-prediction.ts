import { isJsonObject, type Json } from '@document-pipelines/asl/definition';
import { type DocumentResult, type ResultSources, readStoredDocument } from '../../documents/document-result';
import type { Candidate } from './candidates';
import type { MeasuredCalls } from './measured-converse';
import type { ModelReading, Prediction } from './prediction';

/** What is known of a reading besides its result. */
export interface ReadingContext {
  readonly candidate: Candidate;
  readonly document: Prediction['document'];
  readonly reading: number;
  readonly measured: MeasuredCalls;
  readonly repairs: number;
}

/** Returns the prediction of a document that has ended or waits for a person; for any other, the reason why it is missing. */
export async function readPrediction(
  sources: ResultSources,
  result: DocumentResult,
  { candidate: { identity }, document, reading, measured, repairs }: ReadingContext,
): Promise<ModelReading> {
  const { outcome, reason = null, retries } = result;
  if (outcome !== 'stored' && outcome !== 'review' && outcome !== 'rejected')
    return { kind: 'error', reason: reason === null || reason === '' ? outcome : `${outcome}: ${reason}` };
  const prediction = {
    identity,
    modelAnswered: measured.answeredBy ?? identity.modelAsked,
    document,
    reading,
    outcome,
    reason,
    ...(await whatWasRead(sources, result)),
    calls: measured.calls,
    repairs,
    retries,
  };
  return { kind: 'read', isCached: false, prediction };
}

type WhatWasRead = Pick<Prediction, 'type' | 'confidence' | 'fields' | 'failedChecks'>;

const nothing: WhatWasRead = { type: null, confidence: null, fields: {}, failedChecks: [] };

async function whatWasRead(sources: ResultSources, result: DocumentResult): Promise<WhatWasRead> {
  const { outcome, documentId, documentType: type, executionArn } = result;
  if (outcome === 'stored' && documentId !== null) {
    const { confidence, fields } = await readStoredDocument(sources.account, documentId);
    return { ...nothing, type, ...confidenceOf(confidence), ...fieldsOf(fields) };
  }
  if (outcome !== 'review' || executionArn === null) return nothing;
  const variables = (await sources.find(executionArn))?.position?.variables ?? {};
  const { enrichment, fields, failedChecks } = variables;
  return {
    type,
    ...confidenceOf(isJsonObject(enrichment) ? enrichment['confidence'] : undefined),
    ...fieldsOf(fields),
    failedChecks: Array.isArray(failedChecks) ? failedChecks.map(String) : [],
  };
}

function confidenceOf(confidence: Json | undefined): Pick<WhatWasRead, 'confidence'> {
  return { confidence: typeof confidence === 'number' ? confidence : null };
}

function fieldsOf(fields: Json | undefined): Pick<WhatWasRead, 'fields'> {
  return { fields: isJsonObject(fields) ? fields : {} };
}
