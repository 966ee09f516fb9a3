import { allow, type Statement } from '../policy';
import { executionsOf, mapRunsOf } from './execution-arns';
import type { OperatorResources } from './operator-resources';

/** What an operator may see of a review who must not see its content. */
const openReviewAttributes = ['callbackId', 'documentId', 'documentKey', 'executionArn', 'status', 'answerBefore'];

/**
 * Rows of the ledger, statuses, keys and counts. Inputs and outputs of executions are among them, because DescribeExecution returns both:
 * those of the pipelines name objects and do not contain them.
 */
export function readStatements(resources: OperatorResources): readonly Statement[] {
  const { store, ledger, deadLetters, machines, target } = resources;
  return [
    allow('SeeWhatIsStored', ['s3:ListBucket'], [store.documents.arn, store.results.arn]),
    allow('SeeEveryVersion', ['s3:ListBucketVersions'], store.documents.arn),
    allow('ReadItemsOfBatches', ['s3:GetObject'], `${store.results.arn}/batches/*`),
    allow('ReadTheLedger', ['dynamodb:Scan', 'dynamodb:GetItem'], ledger.documents.arn),
    {
      ...allow('SeeWhichReviewsWait', ['dynamodb:Scan'], ledger.callbacks.arn),
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': openReviewAttributes },
        StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    },
    // A read hides a dead letter for as long as it takes; the command shows it again.
    allow(
      'ReadDeadLetters',
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      deadLetters.documents.arn,
    ),
    allow(
      'ListExecutions',
      ['states:ListExecutions'],
      machines.map(({ stateMachine }) => stateMachine.arn),
    ),
    allow(
      'SeeStatuses',
      ['states:DescribeExecution', 'states:DescribeStateMachineForExecution', 'states:ListMapRuns'],
      executionsOf(resources),
    ),
    allow('SeeProgressOfBatches', ['states:DescribeMapRun', 'states:ListExecutions'], mapRunsOf(resources)),
    allow('AnyResourceBecauseSchedulesAreListedByRegion', ['scheduler:ListSchedules'], '*'),
    allow(
      'SeeReminders',
      ['scheduler:GetSchedule'],
      target.arnOf('scheduler', `schedule/${target.nameOf('reminders')}/*`),
    ),
  ];
}
