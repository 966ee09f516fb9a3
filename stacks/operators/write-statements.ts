import { allow, type Statement } from '../policy';
import { executionsOf, standardMachines } from './execution-arns';
import type { OperatorResources } from './operator-resources';

/** What the commands change, and the audit of it. */
export function writeStatements(resources: OperatorResources): readonly Statement[] {
  const { store, ledger, notifications, deadLetters, humanReview } = resources;
  return [
    allow(
      'UploadDocuments',
      ['s3:PutObject', 's3:PutObjectTagging'],
      ['incoming', 'batch'].map((prefix) => `${store.documents.arn}/${prefix}/*`),
    ),
    allow('NameItemsOfBatches', ['s3:PutObject'], `${store.results.arn}/batches/*`),
    allow('WriteTheAudit', ['s3:PutObject'], `${store.results.arn}/audit/*`),
    allow(
      'StartExecutions',
      ['states:StartExecution'],
      standardMachines(resources).map(({ stateMachine }) => stateMachine.arn),
    ),
    allow('RedriveAndStopExecutions', ['states:RedriveExecution', 'states:StopExecution'], executionsOf(resources)),
    allow('MarkRows', ['dynamodb:UpdateItem'], ledger.documents.arn),
    allow('RemoveDeadLetters', ['sqs:DeleteMessage'], deadLetters.documents.arn),
    allow('NotifyAgain', ['sns:Publish'], notifications.stored.arn),
    allow('Decide', ['lambda:InvokeFunction'], humanReview.reviewDecision.function.arn),
  ];
}
