import type { StartLocalOptions } from '../../start-local';
import { CannotRunError } from '../environment/cannot-run-error';

/** Which stand-ins give way to AWS itself. */
export interface LiveChoice {
  /** `bedrock`, `textract`. */
  readonly live: readonly string[];
  /** Where documents of several pages are put for Textract. */
  readonly liveBucket?: string;
}

/** Clients for `--live`, with the user's own credentials. Throws CannotRunError for a name that has no live form. */
export async function liveClients(
  { live, liveBucket }: LiveChoice,
  region: string,
): Promise<NonNullable<StartLocalOptions['live']>> {
  const unknown = live.find((name) => name !== 'bedrock' && name !== 'textract');
  if (unknown !== undefined) throw new CannotRunError(`--live takes bedrock or textract, not ${unknown}`);
  if (liveBucket !== undefined && !live.includes('textract'))
    throw new CannotRunError('--live-bucket goes with --live textract');
  return {
    ...(live.includes('bedrock') ? { bedrock: await bedrockClient(region) } : {}),
    ...(live.includes('textract') ? { textract: await textractClients(region, liveBucket) } : {}),
  };
}

async function bedrockClient(region: string) {
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
  return { bedrock: new BedrockRuntimeClient({ region }) };
}

async function textractClients(region: string, liveBucket?: string) {
  const { TextractClient } = await import('@aws-sdk/client-textract');
  const textract = new TextractClient({ region });
  if (liveBucket === undefined) return { textract };
  const { S3Client } = await import('@aws-sdk/client-s3');
  return { textract, bucket: { s3: new S3Client({ region }), name: liveBucket } };
}
