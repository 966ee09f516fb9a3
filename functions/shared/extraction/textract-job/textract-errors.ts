import { DocumentRefused, type Refusal } from '../../platform/document-refused';
import { errorMessage, errorName } from '../../platform/error-name';

/** Textract's errors that are about the document itself. Every other error keeps its name, for Retry to match. */
const refusals: Readonly<Record<string, Refusal>> = {
  UnsupportedDocumentException: 'UnsupportedDocument',
  BadDocumentException: 'UnsupportedDocument',
  DocumentTooLargeException: 'DocumentTooLarge',
};

/** Returns the refusal for a Textract error, or the error itself. */
export function refusalOr(error: unknown): unknown {
  const refusal = refusals[errorName(error) ?? ''];
  return refusal === undefined
    ? error
    : new DocumentRefused(refusal, `Textract does not read it: ${errorMessage(error)}`);
}

/** How an asynchronous job ended badly, as error and cause for the waiting state. */
export interface JobFailure {
  readonly error: string;
  readonly cause: string;
}

/**
 * Status messages of failed jobs are not documented, so they are matched by words. Anything else is ExtractionFailed,
 * which has no retrier: in the same run of an execution, the ClientRequestToken would only return the same failed job.
 * A redrive starts another one.
 */
const failuresByMessage: readonly (readonly [RegExp, Refusal])[] = [
  [/encrypt|password/i, 'EncryptedDocument'],
  [/too.?large|exceed|maximum/i, 'DocumentTooLarge'],
  [/unsupported|bad.?document|invalid.?(document|image|format|file)|corrupt/i, 'UnsupportedDocument'],
];

/** Returns the error for a job that ended FAILED (or ERROR, in notices). */
export function jobFailure(jobId: string, statusMessage: string | undefined): JobFailure {
  const message = statusMessage ?? 'it gave no reason';
  const error = failuresByMessage.find(([pattern]) => pattern.test(message))?.[1] ?? 'ExtractionFailed';
  return { error, cause: `Textract's job ${jobId} failed: ${message}` };
}

/** A warning of a job: pages it could not read. */
export interface JobWarning {
  readonly ErrorCode?: string;
  readonly Pages?: readonly number[];
}

/**
 * Returns the error for a job that ended PARTIAL_SUCCESS. Its text is incomplete and must not be used silently: the
 * document goes to the dead letters with the missing pages.
 */
export function partialFailure(jobId: string, warnings: readonly JobWarning[]): JobFailure {
  const holes = warnings.map(
    ({ ErrorCode, Pages }) => `${ErrorCode ?? 'unknown reason'} on pages ${(Pages ?? []).join(', ')}`,
  );
  return {
    error: 'PartialExtraction',
    cause: `Textract's job ${jobId} left pages out: ${holes.join('; ') || 'it did not say which'}`,
  };
}
