import type { StartLocalOptions } from '../start-local';
import { CannotRunError } from './cannot-run-error';
import { chooseConverse, type ModelChoice } from './choose-converse';

/** Which local implementations are replaced by AWS itself, or by a model server. */
export interface LiveChoice extends ModelChoice {
  readonly live: readonly string[];
  /** Where documents of several pages are put for Textract. */
  readonly liveBucket?: string;
}

/** The clients that a run uses instead of the project's own model and the local Textract. */
export type LiveServices = Pick<StartLocalOptions, 'converse' | 'live'>;

/**
 * Returns clients for `--live` that use the user's own credentials, and the model. Throws CannotRunError for a choice that is not
 * possible.
 */
export async function liveClients(
  choice: LiveChoice,
  context: { readonly region: string; readonly onWarning: (message: string) => void; readonly signal: AbortSignal },
): Promise<LiveServices> {
  const { live, liveBucket } = choice;
  const unknown = live.find((name) => name !== 'bedrock' && name !== 'textract');
  if (unknown !== undefined) throw new CannotRunError(`--live accepts bedrock or textract, not ${unknown}`);
  if (liveBucket !== undefined && !live.includes('textract'))
    throw new CannotRunError('--live-bucket requires --live textract');
  const converse = await chooseConverse(choice, context);
  return {
    ...(converse === undefined ? {} : { converse }),
    live: live.includes('textract') ? { textract: await textractClients(context.region, liveBucket) } : {},
  };
}

async function textractClients(region: string, liveBucket?: string) {
  const { TextractClient } = await import('@aws-sdk/client-textract');
  const textract = new TextractClient({ region });
  if (liveBucket === undefined) return { textract };
  const { S3Client } = await import('@aws-sdk/client-s3');
  return { textract, bucket: { s3: new S3Client({ region }), name: liveBucket } };
}
