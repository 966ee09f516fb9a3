import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bodyText } from '../shared/platform/body';
import { isNamed } from '../shared/platform/error-name';
import type { AgentCitation } from './agent-turn';

/** The results bucket. */
export interface Answers {
  readonly s3: Pick<S3Client, 'send'>;
  readonly bucketName: string;
}

/**
 * The content of `agents/<sessionId>/answer.json`: complete, at any length, since an execution carries only a pointer
 * to it.
 */
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

/** Returns where a session's answer is. */
export function answerUri({ bucketName }: Answers, sessionId: string): string {
  return `s3://${bucketName}/${keyOf(sessionId)}`;
}

/** Returns the answer of a session, if it was stored before: the agent is not paid for twice. */
export async function readAnswer(answers: Answers, sessionId: string): Promise<StoredAnswer | undefined> {
  try {
    const path = { Bucket: answers.bucketName, Key: keyOf(sessionId) };
    return JSON.parse(await bodyText(await answers.s3.send(new GetObjectCommand(path)))) as StoredAnswer;
  } catch (error) {
    if (isNamed(error, 'NoSuchKey', 'NotFound')) return undefined;
    throw error;
  }
}

/** Stores the answer if the session has none; returns the stored one. */
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
