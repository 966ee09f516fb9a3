/** Why no sample needs a statement; each reason is checked, so that it cannot outlive what it names. */
export type Reason =
  /** A scenario of `npm run roles` needs it, which fails there if it does not. */
  | { readonly scenario: string }
  /** Something else takes the path that needs it: a file that has these words. */
  | { readonly file: string; readonly has: string }
  /** AWS needs it, and no local service asks for any of its actions; the page of AWS that lists it. */
  | { readonly notAsked: string };

const dg = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const undelivered: Reason = {
  file: 'packages/local-aws/src/services/lambda/lambda.test.ts',
  has: 'then the failure destination is told as the function',
};
const reminders: Reason = {
  file: 'tests/human-review/human-review.test.ts',
  has: 'reminds at the next start of what became due while nobody was there',
};
const secondNotice: Reason = {
  file: 'tests/human-review/waiting.test.ts',
  has: 'whose decision was stored and never sent is answered with it in the second round',
};

/** Statements that no sample of `asl local run` needs, as `role Sid` without `AnyResourceBecause`. */
export const unusedBySamples: Readonly<Record<string, Reason>> = {
  'batch-inference NoResourceLevelPermissions': { file: 'definitions/batch-inference.cases.yaml', has: 'FindJob: 1' },
  'batch-pipeline DynamodbGetItem': {
    file: 'definitions/batch-pipeline.cases.yaml',
    has: 'reads what became of a document whose execution has ended',
  },
  'batch-pipeline EventsDescribeRuleAnd2More': { notAsked: `${dg}/stepfunctions-iam.html` },
  'batch-pipeline StatesRedriveExecution': {
    file: 'tests/batch/fixing.test.ts',
    has: 'lets a batch that was aborted go on where it was; what was stopped with it is resumed',
  },
  'classify-text BedrockInvokeModel': { scenario: 'classify-text' },
  'classify-text-api StartExecutions': { scenario: 'classify-text' },
  'complete-extraction LeaveWhatFailed': undelivered,
  'complete-extraction TextractHasNone': {
    file: 'functions/shared/extraction/textract-job/job-status.ts',
    has: 'GetDocumentTextDetectionCommand',
  },
  'document-pipeline S3GetObject': { file: 'definitions/document-pipeline.cases.yaml', has: 'ReadPart: { throw:' },
  'document-pipeline S3ListBucket': { file: 'definitions/document-pipeline.cases.yaml', has: 'S3.NoSuchKeyException' },
  'document-pipeline SqsSendMessage': { scenario: 'failures' },
  'evaluate-model SeeWhatIsMissing': { file: 'functions/evaluate-model/evaluate-model.ts', has: "'NoSuchKey'" },
  'incoming-documents StartThePipeline': { scenario: 'documents' },
  'invoke-agent LeaveWhatFailed': undelivered,
  'model-training SeeWhatIsThere': {
    notAsked: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-iam-role.html',
  },
  'record-failed-execution LeaveWhatFailed': undelivered,
  'record-failed-execution MarkTheDocument': { scenario: 'lost-letters' },
  'record-failed-execution WriteTheDeadLetter': { scenario: 'lost-letters' },
  'remind-reviewer LeaveWhatFailed': undelivered,
  'remind-reviewer ReadTheReview': reminders,
  'remind-reviewer RemindPeople': reminders,
  'remind-reviewer WriteItsLog': reminders,
  'reminders CallRemindReviewer': reminders,
  'reminders LeaveWhatWasNotDelivered': undelivered,
  'request-approval AddToTheAudit': secondNotice,
  'request-approval TaskTokensHaveNoArn': secondNotice,
  'request-review AddToTheAudit': secondNotice,
  'request-review TaskTokensHaveNoArn': secondNotice,
  'review-decision FindTheEarlierInvoice': { scenario: 'reviews' },
  'summarize-batch ReadWhyADocumentFailed': {
    file: 'tests/batch/batch.test.ts',
    has: 'stores, rejects, hands over, fails, and lists what is no row',
  },
  'summarize-batch SeeWhatIsMissing': {
    file: 'functions/summarize-batch/child-results.ts',
    has: 'ListObjectsV2Command',
  },
  'validate-document SeeWhatIsMissing': { file: 'functions/shared/platform/deleted-version.ts', has: "'NoSuchKey'" },
};
