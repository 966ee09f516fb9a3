import { Logger } from '@aws-lambda-powertools/logger';
import { loggedHandler } from '../shared/platform/logged-handler';
import { reviewAsker } from '../shared/review/review-asker';
import { type RequestApprovalEvent, requestApproval } from './request-approval';

const log = new Logger();
const asker = reviewAsker(process.env, log);

/**
 * Called by RequestApproval and EscalateApproval with a task token.
 *
 * Needs: only the permissions of the review asker (shared/review/review-asker.ts).
 */
export const handler = loggedHandler(
  log,
  ({ modelName, version, executionArn }: RequestApprovalEvent) => ({ modelName, version, executionArn }),
  (event) => requestApproval(event, asker),
);
