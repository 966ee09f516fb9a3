import { join } from 'node:path';
import type { JsonObject } from '../../../asl/definition';
import { loadDefinition, type Substitutions, substitute } from '../../../asl/load';
import { maxAttemptsOfThrottles } from '../../../stacks/throttles/throttle-retriers';
import { names } from '../world/names';
import { documentScenarios } from './document-scenarios';
import type { Pipeline } from './pipeline';

const backlogSeconds = 7_200;

/** The document pipeline, as it is deployed, with names made up. */
export const documentPipeline: Pipeline = {
  name: 'document-pipeline',
  definition(throttleMaxAttempts) {
    const { definition: parsed } = loadDefinition(join(__dirname, '../../../definitions/document-pipeline.asl.yaml'));
    if (parsed === undefined) throw new Error('the definition cannot be loaded: npx asl check says why');
    const attempts = throttleMaxAttempts ?? maxAttemptsOfThrottles(parsed.value, 'ThrottleMaxAttempts', backlogSeconds);
    const { definition, diagnostics } = substitute(parsed, substitutions(attempts));
    if (definition === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    return definition as unknown as JsonObject;
  },
  scenarios: documentScenarios,
};

const text = (value: string): Substitutions[string] => ({ kind: 'text', value });
const number = (value: number): Substitutions[string] => ({ kind: 'number', value });

function substitutions(throttleMaxAttempts: number): Substitutions {
  return {
    Partition: text('aws'),
    DocumentBucketName: text(names.documents),
    ResultsBucketName: text(names.results),
    LedgerTableName: text(names.ledger),
    StoredTopicArn: text(names.stored),
    DeadLetterQueueUrl: text(names.deadLetters),
    ValidateDocumentFunctionArn: text(`${names.functionPrefix}validate-document:1`),
    ExtractTextFunctionArn: text(`${names.functionPrefix}extract-text:1`),
    ProcessInvoiceFunctionArn: text(`${names.functionPrefix}process-invoice:1`),
    RequestReviewFunctionArn: text(`${names.functionPrefix}request-review:1`),
    ModelId: text('model'),
    ModelMaxTokens: number(2_000),
    ExtractionTimeoutSeconds: number(3_600),
    ReviewTimeoutSeconds: number(604_800),
    ReviewConfidenceThreshold: number(0.8),
    ThrottleMaxAttempts: number(throttleMaxAttempts),
  };
}
