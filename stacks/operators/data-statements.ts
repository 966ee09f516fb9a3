import { allow, type Statement } from '../policy';
import { executionsOf } from './execution-arns';
import type { OperatorResources } from './operator-resources';

/** All of a review but its task token, with which a caller could answer without a decision. */
const reviewAttributes = [
  'callbackId',
  'documentId',
  'documentKey',
  'documentType',
  'status',
  'round',
  'confidence',
  'reasons',
  'fields',
  'textUri',
  'executionArn',
  'answerBefore',
  'decision',
];

/** Content: documents, results, what reviewers see, and inputs and outputs of every state. */
export function dataStatements(resources: OperatorResources): readonly Statement[] {
  const { target, store, ledger } = resources;
  return [
    allow('ReadDocuments', ['s3:GetObject', 's3:GetObjectVersion'], `${store.documents.arn}/*`),
    allow('ReadResults', ['s3:GetObject'], `${store.results.arn}/*`),
    {
      ...allow('ReadReviews', ['dynamodb:Scan', 'dynamodb:Query'], ledger.callbacks.arn),
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': reviewAttributes },
        StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    },
    allow('ReadHistories', ['states:GetExecutionHistory'], executionsOf(resources)),
    allow(
      'ReadLogsOfFunctions',
      ['logs:FilterLogEvents'],
      target.arnOf('logs', `log-group:/aws/lambda/${target.nameOf('*')}:*`),
    ),
  ];
}
