import { Logger } from '@aws-lambda-powertools/logger';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type ProcessInvoiceEvent, processInvoice } from './process-invoice';

const log = new Logger();

/** Called by ProcessInvoice. Needs no permission: it only calculates. */
export const handler = loggedHandler(
  log,
  ({ documentId, executionArn }: ProcessInvoiceEvent) => ({ documentId, executionArn }),
  async (event) => {
    const processed = processInvoice(event);
    log.info('the invoice is checked', { failedChecks: processed.failedChecks.length });
    return processed;
  },
);
