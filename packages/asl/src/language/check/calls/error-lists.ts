import type { CheckedCall } from './service-calls';

/** The errors of a call, as its API lists them. */
export interface ErrorList {
  /** What the names begin with: `DynamoDb.`, of the optimized integration `DynamoDB.`. */
  readonly prefix: string;
  /** What the names begin with if the service is called by the other integration: `Sfn.`, of the optimized one `StepFunctions.`. */
  readonly otherPrefix?: string;
  readonly errors: readonly string[];
  /** Those of the whole service; collected when they are asked for. */
  readonly all: () => readonly string[];
  /** Those of the call by which the service, not the key that it uses, asks to slow down. */
  readonly throttles: readonly string[];
}

/**
 * What the names of errors of an optimized integration begin with: the name of the service in the AWS SDK for Java 1. AWS documents only
 * `DynamoDB` and `Lambda`; executions were recorded with `SNS`, `SQS` and `EventBridge`, and definitions in use handle the others. The prefixes
 * of Bedrock, EMR, EKS, DataBrew and MediaConvert are not known; `apigateway:invoke` and `http:invoke` fail with the status of the response.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
const optimizedPrefixes: Readonly<Record<string, string>> = {
  athena: 'Athena',
  batch: 'Batch',
  codebuild: 'CodeBuild',
  dynamodb: 'DynamoDB',
  ecs: 'ECS',
  events: 'EventBridge',
  glue: 'Glue',
  lambda: 'Lambda',
  sagemaker: 'SageMaker',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'StepFunctions',
};

/** Services of the AWS SDK integrations whose optimized integration has another name. */
const optimizedNames: Readonly<Record<string, string>> = { eventbridge: 'events', sfn: 'states' };

/** Returns the errors of a call; undefined if the table does not have them, or what their names begin with is not known. */
export function errorListOf({ call, resource }: CheckedCall): ErrorList | undefined {
  const { model, operation } = call ?? {};
  if (model === undefined) return undefined;
  const optimized = optimizedPrefixes[optimizedNames[resource.service] ?? resource.service];
  const [prefix, otherPrefix] = resource.sdk ? [model.errorPrefix, optimized] : [optimized, model.errorPrefix];
  if (prefix === undefined) return undefined;
  const errors = operation?.errors ?? [];
  return {
    prefix,
    ...(otherPrefix === undefined || otherPrefix === prefix ? {} : { otherPrefix }),
    errors,
    all: () => model.operationNames.flatMap((name) => model.operation(name)?.errors ?? []),
    throttles: errors.filter((error) => model.throttles.includes(error) && !error.startsWith('Kms')),
  };
}

/** The form in which names of errors are compared: definitions have them with and without the suffix, and with other capitals. */
export function plainError(name: string): string {
  return name.toLowerCase().replace(/(?:exception|fault|error)+$/, '');
}
