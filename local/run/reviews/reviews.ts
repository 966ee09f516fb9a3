import type { Json } from '../../../asl/definition';
import type { Local } from '../../start-local';
import type { EnvironmentOutputs } from '../environment/environment-outputs';
import { type Row, readRows } from '../environment/tables';

/** A review that the pipeline asked for: a row `review/<id>` of the callbacks table. */
export interface Review {
  readonly reviewId: string;
  /** Absent where no document is decided on: an approval of a model. */
  readonly documentId?: string;
  readonly key: string;
  readonly documentType: string;
  readonly status: string;
  readonly round: number;
  readonly reasons: readonly string[];
  readonly fields: Json;
  readonly textUri: string;
  /** ISO 8601; links and decisions are good until then. */
  readonly answerBefore: string;
}

const prefix = 'review/';

/** The reviews of an environment, decided ones included, in the order of their keys. */
export async function readReviews(
  local: Local,
  { callbacksTableName }: EnvironmentOutputs,
): Promise<readonly Review[]> {
  const rows = await readRows(local.services, callbacksTableName);
  return rows
    .filter(({ callbackId }) => String(callbackId).startsWith(prefix))
    .map(reviewOf)
    .sort((a, b) => a.key.localeCompare(b.key));
}

function reviewOf(row: Row): Review {
  return {
    reviewId: String(row['callbackId']).slice(prefix.length),
    ...(row['documentId'] !== undefined && { documentId: String(row['documentId']) }),
    key: String(row['documentKey'] ?? ''),
    documentType: String(row['documentType'] ?? ''),
    status: String(row['status']),
    round: Number(row['round'] ?? 1),
    reasons: parsed(row['reasons'], []) as readonly string[],
    fields: parsed(row['fields'], {}),
    textUri: String(row['textUri'] ?? ''),
    answerBefore: String(row['answerBefore'] ?? ''),
  };
}

function parsed(text: unknown, otherwise: Json): Json {
  return typeof text === 'string' ? (JSON.parse(text) as Json) : otherwise;
}
