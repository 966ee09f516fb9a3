import type { Local } from '../../start-local';
import { CannotRunError } from '../environment/cannot-run-error';
import { environmentOutputs } from '../environment/environment-outputs';
import { readRows } from '../environment/tables';
import type { SampleRun } from './run-file';

const prefix = 'review/';

/** Sends a run's answer to the review that its execution asks for. Throws CannotRunError if the execution does not ask for one. */
export async function answerReview(
  local: Local,
  executionArn: string,
  answer: NonNullable<SampleRun['answer']>,
): Promise<void> {
  const { callbacksTableName, reviewDecisionFunctionName } = environmentOutputs(local);
  const rows = await readRows(local.services, callbacksTableName);
  const asked = rows.find(
    (row) =>
      row['executionArn'] === executionArn &&
      row['status'] === 'WAITING' &&
      String(row['callbackId']).startsWith(prefix),
  );
  if (asked === undefined)
    throw new CannotRunError(`${executionArn} does not ask a person: there is no review to answer`);
  const event = { reviewId: String(asked['callbackId']).slice(prefix.length), reviewer: 'the sample run', ...answer };
  const { Payload: payload, FunctionError: functionError } = await local.services.call(
    'lambda',
    'Invoke',
    { FunctionName: reviewDecisionFunctionName, Payload: Buffer.from(JSON.stringify(event)) },
    { kind: 'operator' },
  );
  if (functionError === undefined) return;
  throw new CannotRunError(`the answer was rejected: ${Buffer.from(payload as Uint8Array).toString('utf8')}`);
}
