const reminders = 'a review that is older than a day: tests/human-review';
const failedExecution = 'an execution that no catcher sees, or that times out: tests/policies.test.ts, tests/faults';
const undelivered = 'an event that its function does not take after all retries: tests/policies.test.ts';
const absent = 'a missing object is NoSuchKey and not AccessDenied: the documents of all samples are there';
const decisions = 'a person decides on a notice that a former deployment sent: tests/human-review';
const documents = 'the samples of pipelines run: samples.test.ts';

/**
 * Statements that no sample of `asl local run` needs, as `role Sid` without `AnyResourceBecause`, and what needs them. Each is a path that
 * the samples do not take, or that AWS takes and a local service does not.
 */
export const unusedBySamples: Readonly<Record<string, string>> = {
  'batch-inference NoResourceLevelPermissions': 'a job that was started and not recorded is looked for: its cases',
  'batch-pipeline DynamodbGetItem': 'a document whose execution ended without its result: its cases',
  'batch-pipeline EventsDescribeRuleAnd2More': 'AWS makes the managed rule; a nested execution ends here without one',
  'batch-pipeline StatesRedriveExecution': 'a redrive of the Map: tests/batch/fixing.test.ts',
  'classify-text BedrockInvokeModel': 'requests over HTTP: tests/classify-text',
  'classify-text-api StartExecutions': 'requests over HTTP: tests/classify-text',
  'complete-extraction LeaveWhatFailed': undelivered,
  'complete-extraction TextractHasNone': 'a notice whose pages are not in S3 yet: its own tests',
  'document-pipeline S3GetObject': 'documents of many pages: samples/long, by pipelines run',
  'document-pipeline S3ListBucket': absent,
  'document-pipeline SqsSendMessage': 'a document that fails: tests/policies.test.ts',
  'evaluate-model SeeWhatIsMissing': absent,
  'incoming-documents StartThePipeline': documents,
  'invoke-agent LeaveWhatFailed': undelivered,
  'model-training SeeWhatIsThere': 'Bedrock lists what it trains with; the local job reads by key',
  'record-failed-execution LeaveWhatFailed': undelivered,
  'record-failed-execution MarkTheDocument': failedExecution,
  'record-failed-execution WriteTheDeadLetter': failedExecution,
  'remind-reviewer LeaveWhatFailed': undelivered,
  'remind-reviewer ReadTheReview': reminders,
  'remind-reviewer RemindPeople': reminders,
  'reminders CallRemindReviewer': reminders,
  'reminders LeaveWhatWasNotDelivered': undelivered,
  'request-approval AddToTheAudit': decisions,
  'request-approval TaskTokensHaveNoArn': decisions,
  'request-review AddToTheAudit': decisions,
  'request-review TaskTokensHaveNoArn': decisions,
  'review-decision FindTheEarlierInvoice': documents,
  'summarize-batch ReadWhyADocumentFailed': 'a document that fails in a batch: tests/batch',
  'summarize-batch SeeWhatIsMissing': absent,
  'validate-document SeeWhatIsMissing': absent,
};
