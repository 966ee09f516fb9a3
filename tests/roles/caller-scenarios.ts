import type { JsonObject } from '@document-pipelines/asl/definition';
import { callRestApi } from '../../packages/local-aws/src/services/rest-api';
import { callReviewApi } from '../human-review/call-review-api';
import { type App, withoutStatement } from './change-policies';
import { operator, putDocuments, type Scenario, type ScenarioRun } from './scenario';

const text =
  'INVOICE\nInvoice number: 4711\nSupplier: Acme Ltd\nDate: 2026-01-02\nTotal: 119.00 EUR, including VAT of 19.00 EUR';

const withoutModel = withoutStatement('aws_iam_role_policy.document-pipeline', 'BedrockInvokeModel');
const withoutLetter = withoutStatement('aws_iam_role_policy.document-pipeline', 'SqsSendMessage');

/** What people and other programs do: they decide reviews, call an API, and send documents that cannot be processed. */
export const callerScenarios: readonly Scenario[] = [
  {
    name: 'reviews',
    send: async (run) => {
      await putDocuments(['wrong-sums.pdf', 'contract.pdf'], run);
      await run.settled();
      const answers = await decideReviews(run);
      await run.settled();
      return [...answers, `reminders that are left: ${await countReminders(run)}`];
    },
  },
  {
    name: 'classify-text',
    send: async ({ local }) => {
      const { status, body } = await callRestApi(local, { method: 'POST', path: '/classify', body: { text } });
      return [`POST /classify: ${status} ${(body as JsonObject | undefined)?.['documentType'] ?? ''}`];
    },
  },
  failure('failures', withoutModel),
  // The function behind the rule on failed executions does what the machine could not.
  failure('lost-letters', (app) => withoutModel(withoutLetter(app))),
];

function failure(name: string, fault: (app: App) => App): Scenario {
  return {
    name,
    fault,
    send: async (run) => {
      await putDocuments(['invoice.pdf'], run);
      await run.settled();
      return [`dead letters: ${await countDeadLetters(run)}`];
    },
  };
}

/** Corrects the sum of each review. */
async function decideReviews({ local }: ScenarioRun): Promise<readonly string[]> {
  const api = { endpoint: String(local.outputs['review_api_endpoint']), region: local.localAccount.region };
  const TableName = local.outputs['callbacks_table_name'];
  const { Items: rows } = await local.services.call('dynamodb', 'Scan', { TableName }, operator);
  const ids = (rows as readonly { readonly callbackId: { readonly S: string } }[])
    .flatMap(({ callbackId: { S } }) => /^review\/(.+)$/.exec(S)?.[1] ?? [])
    .sort();
  const answers: string[] = [];
  for (const id of ids) {
    const shown = await callReviewApi(api, { method: 'GET', path: `/reviews/${id}` });
    const body = { decision: 'correct', fields: { total: '1941.60' } };
    const decided = await callReviewApi(api, { method: 'POST', path: `/reviews/${id}/decision`, body });
    answers.push(`review: ${shown.statusCode}, decision: ${decided.statusCode} ${decided.body['error'] ?? ''}`.trim());
  }
  return answers;
}

async function countReminders({ local }: ScenarioRun): Promise<number> {
  const { Schedules: schedules } = await local.services.call('scheduler', 'ListSchedules', {}, operator);
  return (schedules as readonly unknown[]).length;
}

async function countDeadLetters({ local }: ScenarioRun): Promise<number> {
  const input = { QueueUrl: local.outputs['dead_letter_queue_url'], MaxNumberOfMessages: 10 };
  const { Messages: messages } = await local.services.call('sqs', 'ReceiveMessage', input, operator);
  return ((messages ?? []) as readonly unknown[]).length;
}
