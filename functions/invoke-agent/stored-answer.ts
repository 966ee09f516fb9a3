import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bodyText } from '../shared/platform/body';
import { isNamed } from '../shared/platform/error-name';
import type { AgentCitation } from './agent-turn';

/** The results bucket. */
export interface Answers {
  readonly s3: Pick<S3Client, 'send'>;
  readonly bucketName: string;
}

/** What lies under `agents/<sessionId>/answer.json`: whole, however long, since an execution carries no more than a pointer to it. */
export interface StoredAnswer {
  readonly sessionId: string;
  readonly status: 'ANSWERED' | 'NEEDS_PERSON' | 'REFUSED';
  readonly answer: string;
  readonly documents: readonly string[];
  readonly citations: readonly AgentCitation[];
  /** Why a person is needed, or who refused. */
  readonly reason?: string;
  readonly executionArn: string;
  /** ISO 8601. */
  readonly answeredAt: string;
}

/** Where a session's answer lies. */
export function answerUri({ bucketName }: Answers, sessionId: string): string {
  return `s3://${bucketName}/${keyOf(sessionId)}`;
}

/** The answer of a session, if it was stored before: the agent is not paid twice. */
export async function readAnswer(answers: Answers, sessionId: string): Promise<StoredAnswer | undefined> {
  try {
    const place = { Bucket: answers.bucketName, Key: keyOf(sessionId) };
    return JSON.parse(await bodyText(await answers.s3.send(new GetObjectCommand(place)))) as StoredAnswer;
  } catch (error) {
    if (isNamed(error, 'NoSuchKey', 'NotFound')) return undefined;
    throw error;
  }
}

/** Stores the answer where there is none yet; gives the one that is there then. */
export async function storeAnswer(answers: Answers, answer: StoredAnswer): Promise<StoredAnswer> {
  try {
    await answers.s3.send(
      new PutObjectCommand({
        Bucket: answers.bucketName,
        Key: keyOf(answer.sessionId),
        Body: JSON.stringify(answer),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
    return answer;
  } catch (error) {
    if (!isNamed(error, 'PreconditionFailed')) throw error;
    return (await readAnswer(answers, answer.sessionId)) ?? answer;
  }
}

function keyOf(sessionId: string): string {
  return `agents/${sessionId}/answer.json`;
}
