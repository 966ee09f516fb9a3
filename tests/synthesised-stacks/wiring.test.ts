import { join } from 'node:path';
import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { type Environment, loadEnvironments } from '../../environments';
import { synthesisedStacks } from './synthesise';
import { nameIn } from './synthesised-stack';

/** The argument that holds the name of each resource type, and what is before the environment's name in it. */
const names: Readonly<Record<string, readonly [argument: string, prefix: RegExp]>> = {
  aws_api_gateway_api_key: ['name', /^/],
  aws_api_gateway_rest_api: ['name', /^/],
  aws_api_gateway_usage_plan: ['name', /^/],
  aws_apigatewayv2_api: ['name', /^/],
  aws_cloudwatch_event_rule: ['name', /^/],
  aws_cloudwatch_log_group: ['name', /^\/aws\/(lambda|apigateway|vendedlogs\/(states|apigateway))\//],
  aws_cloudwatch_log_metric_filter: ['name', /^/],
  aws_cloudwatch_metric_alarm: ['alarm_name', /^/],
  aws_dynamodb_table: ['name', /^/],
  aws_iam_role: ['name', /^/],
  aws_kms_alias: ['name', /^alias\//],
  aws_lambda_function: ['function_name', /^/],
  aws_s3_bucket: ['bucket', /^/],
  aws_scheduler_schedule_group: ['name', /^/],
  aws_sfn_state_machine: ['name', /^/],
  aws_sns_topic: ['name', /^/],
  aws_sqs_queue: ['name', /^/],
};

/** The suffix of names that must be unique beyond an account and region. */
const suffixes: Readonly<Record<string, string>> = {
  aws_iam_role: '-${data.aws_region.current.region}',
  aws_s3_bucket: '-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.region}',
};

/** The variables that pass a resource to functions: the same one to each function that has the variable. */
const variables: Readonly<Record<string, string>> = {
  AUDIT_TABLE_NAME: '${aws_dynamodb_table.audit.name}',
  CALLBACKS_TABLE_NAME: '${aws_dynamodb_table.callbacks.name}',
  DEAD_LETTER_QUEUE_URL: '${aws_sqs_queue.dead-letters.url}',
  DOCUMENTS_BUCKET_NAME: '${aws_s3_bucket.documents.bucket}',
  ESCALATION_TOPIC_ARN: '${aws_sns_topic.escalations.arn}',
  INVOICES_TABLE_NAME: '${aws_dynamodb_table.invoices.name}',
  LEDGER_TABLE_NAME: '${aws_dynamodb_table.ledger.name}',
  REMINDER_DEAD_LETTER_ARN: '${aws_sqs_queue.undelivered.arn}',
  REMINDER_FUNCTION_ARN: '${aws_lambda_function.remind-reviewer.arn}',
  REMINDER_GROUP_NAME: '${aws_scheduler_schedule_group.reminders.name}',
  REMINDER_ROLE_ARN: '${aws_iam_role.reminders.arn}',
  RESULTS_BUCKET_NAME: '${aws_s3_bucket.results.bucket}',
  REVIEW_TOPIC_ARN: '${aws_sns_topic.reviews.arn}',
  REVIEW_URL: '${aws_apigatewayv2_api.reviews.api_endpoint}',
  TEXTRACT_ROLE_ARN: '${aws_iam_role.textract-notices.arn}',
  TEXTRACT_TOPIC_ARN: '${aws_sns_topic.textract-notices.arn}',
};

/** The variables that pass a limit of the environment's file to functions. */
const limits: Readonly<Record<string, (environment: Environment) => unknown>> = {
  MAX_DOCUMENT_BYTES: ({ documents }) => documents.maxBytes,
  MAX_ITEMS: ({ batch }) => batch.maxItems,
  MAX_PAGES: ({ documents }) => documents.maxPages,
  MAX_PARTS: ({ bedrock }) => bedrock.maxParts,
  MAX_RECORDS: ({ batchInference }) => batchInference.maxRecords,
  MAX_TEXT_BYTES: ({ batchInference }) => batchInference.maxTextBytes,
  MIN_RECORDS: ({ batchInference }) => batchInference.minRecords,
  PART_MAX_CHARACTERS: ({ bedrock }) => bedrock.maxInputCharacters,
  REDACTED_KINDS: ({ redaction = [] }) => redaction.join(','),
  REMINDERS: ({ review }) => review.reminders.join(','),
  REVIEWER_CLAIM: ({ review }) => review.jwt?.reviewerClaim ?? 'sub',
  SYNC_MAX_BYTES: ({ documents }) => documents.syncMaxBytes,
};

const environments = loadEnvironments(join(__dirname, '..', '..', 'environments'));

describe.each(synthesisedStacks().map((stack) => [stack.environment, stack] as const))('%s', (environment, stack) => {
  it('names every resource after its environment, so that two environments share an account', () => {
    const misnamed = stack.resources.filter(({ type, arguments: given }) => {
      const [argument, prefix] = names[type] ?? [];
      if (argument === undefined) return false;
      const name = String(given[argument]).replace(prefix ?? '', '');
      const suffix = suffixes[type] ?? '';
      return !name.startsWith(`${environment}-`) || !name.endsWith(suffix);
    });
    expect(misnamed.map(({ address }) => address)).toEqual([]);
    for (const type of Object.keys(names)) expect([type, stack.ofType(type).length > 0]).toEqual([type, true]);
  });

  it('names rules as the roles that they assume expect', () => {
    for (const { address, arguments: given } of stack.ofType('aws_cloudwatch_event_rule'))
      expect(given['name']).toBe(`${environment}-${nameIn(address)}`);
  });

  it('puts every policy of a queue or a topic, and the alias of a key, on the one of its name', () => {
    const attached: readonly (readonly [type: string, argument: string, resource: string, attribute: string])[] = [
      ['aws_sqs_queue_policy', 'queue_url', 'aws_sqs_queue', 'id'],
      ['aws_sns_topic_policy', 'arn', 'aws_sns_topic', 'arn'],
      ['aws_kms_alias', 'target_key_id', 'aws_kms_key', 'key_id'],
    ];
    for (const [type, argument, resource, attribute] of attached) {
      const named = stack.ofType(type).map(({ address, arguments: given }) => [nameIn(address), given[argument]]);
      const all = stack.ofType(resource).map(({ address }) => [nameIn(address), `\${${address}.${attribute}}`]);
      expect(named).toEqual(all);
    }
  });

  it('starts the document pipeline with the version of the object, by a role that may', () => {
    expect(stack.at('aws_cloudwatch_event_target.incoming-documents').arguments).toMatchObject({
      role_arn: '${aws_iam_role.incoming-documents.arn}',
      input_transformer: {
        input_paths: {
          bucket: '$.detail.bucket.name',
          key: '$.detail.object.key',
          versionId: '$.detail.object.version-id',
        },
        input_template: '{"bucket": <bucket>, "key": <key>, "versionId": <versionId>}',
      },
    });
  });

  it('brings the notices of Textract, and no others, to complete-extraction', () => {
    expect(stack.argumentsOf('aws_sns_topic_subscription')).toEqual([
      expect.objectContaining({
        topic_arn: '${aws_sns_topic.textract-notices.arn}',
        protocol: 'lambda',
        endpoint: '${aws_lambda_function.complete-extraction.arn}',
      }),
    ]);
  });

  it('answers every route of the API of reviews by one function, and logs every call without its content', () => {
    const integration = '${aws_apigatewayv2_integration.review-decision.id}';
    const api = '${aws_apigatewayv2_api.reviews.id}';
    expect(stack.argumentsOf('aws_apigatewayv2_integration')).toEqual([
      {
        api_id: api,
        integration_type: 'AWS_PROXY',
        integration_uri: '${aws_lambda_function.review-decision.invoke_arn}',
        payload_format_version: '2.0',
        timeout_milliseconds: 29_000,
      },
    ]);
    expect(stack.argumentsOf('aws_apigatewayv2_route').map((route) => ({ ...route }))).toEqual(
      ['POST /reviews/{reviewId}/decision', 'GET /reviews/{reviewId}'].map((routeKey) => ({
        api_id: api,
        authorization_type: 'AWS_IAM',
        route_key: routeKey,
        target: `integrations/${integration}`,
      })),
    );
    const [stage = {}] = stack.argumentsOf('aws_apigatewayv2_stage');
    expect(stage).toMatchObject({ api_id: api, name: '$default', auto_deploy: true });
    expect(stage['access_log_settings']).toMatchObject({
      destination_arn: '${aws_cloudwatch_log_group.review-api.arn}',
      format: expect.stringContaining('$context.requestId'),
    });
    expect(JSON.stringify(stage['access_log_settings'])).not.toMatch(/body|header|authorizer|queryString/i);
  });

  it('hands each function the resources that its variables name', () => {
    for (const { address, arguments: given } of stack.ofType('aws_lambda_function')) {
      const { variables: all } = given['environment'] as { readonly variables: JsonObject };
      const references = Object.entries(all).filter(([, value]) => isReference(value));
      const expected = references.map(([variable]) => [variable, variables[variable]]);
      expect([address, references]).toEqual([address, expected]);
      expect(Object.keys(all).filter((variable) => variable in variables && !isReference(all[variable]))).toEqual([]);
      expect(all).toMatchObject({ POWERTOOLS_SERVICE_NAME: nameIn(address), LOG_LEVEL: 'INFO' });
    }
  });

  it('hands each function the limits of its environment', () => {
    const file = environments.find(({ name }) => name === environment) as Environment;
    const seen = new Set<string>();
    for (const { address, arguments: given } of stack.ofType('aws_lambda_function')) {
      const { variables: all } = given['environment'] as { readonly variables: JsonObject };
      for (const variable of Object.keys(all).filter((each) => each in limits)) {
        expect([address, variable, all[variable]]).toEqual([address, variable, String(limits[variable]?.(file))]);
        seen.add(variable);
      }
    }
    expect([...seen].sort()).toEqual(Object.keys(limits));
  });
});

function isReference(value: Json | undefined): boolean {
  return String(value).includes('${');
}
