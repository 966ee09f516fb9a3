import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type ProcessInvoiceDependencies, type ProcessInvoiceEvent, processDocument } from './process-invoice';

const log = new Logger();
const dependencies: ProcessInvoiceDependencies = {
  invoices: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'INVOICES_TABLE_NAME'),
  },
  now: Date.now,
};

/**
 * Called by ProcessInvoice.
 *
 * Needs: dynamodb:UpdateItem on the table of invoices.
 */
export const handler = loggedHandler(
  log,
  ({ documentId, executionArn }: ProcessInvoiceEvent) => ({ documentId, executionArn }),
  async (event) => {
    const processed = await processDocument(event, dependencies);
    log.info('the document is checked', { failedChecks: processed.failedChecks.length });
    return processed;
  },
);
