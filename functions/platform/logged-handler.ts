import type { Logger } from '@aws-lambda-powertools/logger';

/** What every log line of an invocation carries, e.g. documentId and executionArn. */
export type LogKeys = Readonly<Record<string, string | undefined>>;

/**
 * Makes a Lambda handler of the work: keys set on the logger for this invocation, the end logged, an error logged by name and
 * thrown on as it is, because Retry and Catch match the bare name.
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
    } catch (error) {
      logger.error('failed', {
        errorName: nameOf(error),
        reason: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
