/** Names of the example environment. */
export const names = {
  documents: 'documents',
  results: 'results',
  ledger: 'ledger',
  callbacks: 'callbacks',
  invoices: 'invoices',
  audit: 'audit',
  deadLetters: 'https://sqs.us-east-1.amazonaws.com/123456789012/dead-letters',
  undelivered: 'https://sqs.us-east-1.amazonaws.com/123456789012/undelivered',
  stored: 'arn:aws:sns:us-east-1:123456789012:stored',
  models: 'models',
  publishedModels: 'arn:aws:sns:us-east-1:123456789012:published-models',
  batches: 'arn:aws:sns:us-east-1:123456789012:batches',
  reviews: 'arn:aws:sns:us-east-1:123456789012:reviews',
  escalations: 'arn:aws:sns:us-east-1:123456789012:escalations',
  textractNotices: 'arn:aws:sns:us-east-1:123456789012:textract-notices',
  textractRole: 'arn:aws:iam::123456789012:role/textract',
  reminderRole: 'arn:aws:iam::123456789012:role/reminders',
  executionRole: 'arn:aws:iam::123456789012:role/pipeline',
  functionPrefix: 'arn:aws:lambda:us-east-1:123456789012:function:',
} as const;

/** Returns the name of a function from its ARN, without version or alias. */
export function functionNameOf(functionArn: string): string {
  return functionReferenceOf(functionArn).split(':')[0] ?? '';
}

/** Returns the name of a function with the version or alias that an ARN names: `invoke-agent:live`. */
export function functionReferenceOf(functionArn: string): string {
  return functionArn.slice(names.functionPrefix.length);
}

/** Returns the ARN of a state machine. */
export function stateMachineArnOf(name: string): string {
  return `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
}

/** Returns the ARN of one of its executions. */
export function executionArnOf(stateMachineName: string, name: string): string {
  return `arn:aws:states:us-east-1:123456789012:execution:${stateMachineName}:${name}`;
}

/** Returns the name of the state machine in the ARN of a state machine, of a version or alias of it, or of an execution. */
export function stateMachineNameOf(arn: string): string {
  return arn.split(':')[6] ?? '';
}
