import type { Logger } from '@aws-lambda-powertools/logger';
import { DocumentRefused } from './document-refused';
import { errorMessage, errorName } from './error-name';
import { namedByNetwork } from './network-errors';

/** The keys of every log line of an invocation, e.g. documentId and executionArn. */
export type LogKeys = Readonly<Record<string, string | undefined>>;

/**
 * Returns a Lambda handler for the work: sets keys on the logger for this invocation, logs the end, and logs an error
 * by name and rethrows it as it is, because Retry and Catch match the bare name; only errors of the network get the
 * name that they match. A rejected document is not a failure of the function.
 */
export function loggedHandler<Event, Result>(
  logger: Logger,
  keysOf: (event: Event) => LogKeys,
  work: (event: Event) => Promise<Result>,
): (event: Event) => Promise<Result> {
  return async (event) => {
    logger.resetKeys();
    logger.appendKeys({ ...keysOf(event) });
    try {
      const result = await work(event);
      logger.info('done');
      return result;
    } catch (thrown) {
      const error = namedByNetwork(thrown);
      const what = { errorName: errorName(error) ?? typeof error, reason: errorMessage(error) };
      if (error instanceof DocumentRefused) logger.warn('the document is refused', what);
      else logger.error('failed', what);
      throw error;
    }
  };
}
