import { isJsonObject } from '@document-pipelines/asl/definition';
import { type AnswerExecution, CannotRunError } from '@document-pipelines/local-aws/environment';
import { type Account, accountNames, readRows } from '../account';

const prefix = 'review/';

/** Sends a run's answer to the review that its execution asks for. Throws CannotRunError if the execution does not ask for one. */
export const answerExecution: AnswerExecution = async (local, executionArn, answer) => {
  if (!isJsonObject(answer)) throw new CannotRunError('`answer` must be an object: decision, fields, comment');
  const { callbacksTableName, reviewDecisionFunctionName } = accountNames(local.outputs);
  const call: Account['call'] = (service, operation, input) =>
    local.services.call(service, operation, input, { kind: 'operator' });
  const rows = await readRows({ call }, callbacksTableName);
  const asked = rows.find(
    (row) =>
      row['executionArn'] === executionArn &&
      row['status'] === 'WAITING' &&
      String(row['callbackId']).startsWith(prefix),
  );
  if (asked === undefined)
    throw new CannotRunError(`${executionArn} does not ask a person: there is no review to answer`);
  const event = { reviewId: String(asked['callbackId']).slice(prefix.length), reviewer: 'the sample run', ...answer };
  const { Payload: payload, FunctionError: functionError } = await call('lambda', 'Invoke', {
    FunctionName: reviewDecisionFunctionName,
    Payload: Buffer.from(JSON.stringify(event)),
  });
  if (functionError === undefined) return;
  throw new CannotRunError(`the answer was rejected: ${Buffer.from(payload as Uint8Array).toString('utf8')}`);
};
