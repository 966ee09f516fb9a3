import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { createPolicies } from '../../packages/local-aws/src/policies';
import { synthesisedStacks } from '../synthesised-stacks/synthesise';
import { inAccount, nameIn, type Resource, type SynthesisedStack } from '../synthesised-stacks/synthesised-stack';

const doc = readFileSync(join(__dirname, '..', '..', 'docs', 'deploying.md'), 'utf8');

function documented(name: string): string {
  const [, text] = new RegExp(`\`\`\`json ${name}\\n([\\s\\S]*?)\\n\`\`\``).exec(doc) ?? [];
  if (text === undefined) throw new Error(`docs/deploying.md has no policy ${name}`);
  return text;
}

const policies = createPolicies({ partition: 'aws', region: 'us-east-1', account: '123456789012' });
policies.putRole('role', '{"Version":"2012-10-17","Statement":[]}');
policies.putRolePolicy('role', 'plan', documented('plan-role'));
const isAllowed = (action: string, resource: string) => policies.allowsRole('role', { action, resource }).allowed;

const region = 'us-east-1:123456789012';
const apis = 'arn:aws:apigateway:us-east-1::';
const named =
  (prefix: string, argument = 'name') =>
  (given: JsonObject) =>
    `${prefix}${inAccount(String(given[argument]))}`;
/** A resource that belongs to another one, with the same name. */
const ofFunction = ({ function_name: reference }: JsonObject, stack: SynthesisedStack) =>
  `arn:aws:lambda:${region}:function:${stack.at(String(reference).slice(2, -'.function_name}'.length)).arguments['function_name']}`;
const bucketOf = ({ bucket }: JsonObject, stack: SynthesisedStack) =>
  named('arn:aws:s3:::', 'bucket')(stack.at(String(bucket).slice(2, -'.id}'.length)).arguments);

type ArnOf = (given: JsonObject, stack: SynthesisedStack) => string;
const gets = (path: string): readonly [readonly string[], ArnOf] => [['apigateway:GET'], () => `${apis}${path}`];
const ofBucket = (...actions: readonly string[]): readonly [readonly string[], ArnOf] => [
  actions.map((action) => `s3:${action}`),
  bucketOf,
];

/** The actions that the AWS provider uses to refresh a resource, by its type, and on which ARN. */
const refreshes: Readonly<Record<string, readonly [actions: readonly string[], arnOf: ArnOf]>> = {
  aws_api_gateway_account: gets('/account'),
  aws_api_gateway_api_key: gets('/apikeys/abc'),
  aws_api_gateway_deployment: gets('/restapis/abc/deployments/def'),
  aws_api_gateway_gateway_response: gets('/restapis/abc/gatewayresponses/DEFAULT_4XX'),
  aws_api_gateway_integration: gets('/restapis/abc/resources/def/methods/POST/integration'),
  aws_api_gateway_integration_response: gets('/restapis/abc/resources/def/methods/POST/integration/responses/200'),
  aws_api_gateway_method: gets('/restapis/abc/resources/def/methods/POST'),
  aws_api_gateway_method_response: gets('/restapis/abc/resources/def/methods/POST/responses/200'),
  aws_api_gateway_method_settings: gets('/restapis/abc/stages/v1'),
  aws_api_gateway_model: gets('/restapis/abc/models/ClassifyRequest'),
  aws_api_gateway_request_validator: gets('/restapis/abc/requestvalidators/def'),
  aws_api_gateway_resource: gets('/restapis/abc/resources/def'),
  aws_api_gateway_rest_api: gets('/restapis/abc'),
  aws_api_gateway_rest_api_policy: gets('/restapis/abc'),
  aws_api_gateway_stage: gets('/restapis/abc/stages/v1'),
  aws_api_gateway_usage_plan: gets('/usageplans/abc'),
  aws_api_gateway_usage_plan_key: gets('/usageplans/abc/keys/def'),
  aws_apigatewayv2_api: gets('/apis/abc'),
  aws_apigatewayv2_integration: gets('/apis/abc/integrations/def'),
  aws_apigatewayv2_route: gets('/apis/abc/routes/def'),
  aws_apigatewayv2_stage: gets('/apis/abc/stages/$default'),
  aws_cloudwatch_event_rule: [
    ['events:DescribeRule', 'events:ListTagsForResource'],
    named(`arn:aws:events:${region}:rule/`),
  ],
  aws_cloudwatch_event_target: [
    ['events:ListTargetsByRule'],
    ({ rule }, stack) =>
      named(`arn:aws:events:${region}:rule/`)(stack.at(String(rule).slice(2, -'.name}'.length)).arguments),
  ],
  aws_cloudwatch_log_group: [
    ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
    named(`arn:aws:logs:${region}:log-group:`),
  ],
  aws_cloudwatch_log_metric_filter: [
    ['logs:DescribeMetricFilters'],
    ({ log_group_name: reference }, stack) =>
      named(`arn:aws:logs:${region}:log-group:`)(stack.at(String(reference).slice(2, -'.name}'.length)).arguments),
  ],
  aws_cloudwatch_metric_alarm: [
    ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
    named(`arn:aws:cloudwatch:${region}:alarm:`, 'alarm_name'),
  ],
  aws_dynamodb_table: [
    ['DescribeTable', 'DescribeTimeToLive', 'DescribeContinuousBackups', 'ListTagsOfResource'].map(
      (each) => `dynamodb:${each}`,
    ),
    named(`arn:aws:dynamodb:${region}:table/`),
  ],
  aws_iam_role: [
    ['GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies', 'GetRolePolicy', 'ListRoleTags'].map(
      (each) => `iam:${each}`,
    ),
    named('arn:aws:iam::123456789012:role/'),
  ],
  aws_iam_role_policy: [
    ['iam:GetRolePolicy'],
    ({ role }, stack) =>
      named('arn:aws:iam::123456789012:role/')(stack.at(String(role).slice(2, -'.id}'.length)).arguments),
  ],
  aws_kms_alias: [['kms:ListAliases'], () => '*'],
  aws_kms_key: [
    ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
    () => `arn:aws:kms:${region}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  ],
  aws_lambda_alias: [['lambda:GetAlias'], (given, stack) => `${ofFunction(given, stack)}:${given['name']}`],
  aws_lambda_function: [
    ['GetFunction', 'GetFunctionCodeSigningConfig', 'ListVersionsByFunction', 'ListTags'].map(
      (each) => `lambda:${each}`,
    ),
    named(`arn:aws:lambda:${region}:function:`, 'function_name'),
  ],
  aws_lambda_function_event_invoke_config: [
    ['lambda:GetFunctionEventInvokeConfig'],
    (given, stack) => `${ofFunction(given, stack)}${given['qualifier'] === undefined ? '' : ':live'}`,
  ],
  aws_lambda_permission: [['lambda:GetPolicy'], ofFunction],
  aws_s3_bucket: [
    [
      'ListBucket',
      'GetBucketLocation',
      'GetBucketPolicy',
      'GetBucketAcl',
      'GetBucketCORS',
      'GetBucketWebsite',
      'GetBucketVersioning',
      'GetAccelerateConfiguration',
      'GetBucketRequestPayment',
      'GetBucketLogging',
      'GetLifecycleConfiguration',
      'GetReplicationConfiguration',
      'GetEncryptionConfiguration',
      'GetBucketObjectLockConfiguration',
      'GetBucketTagging',
      'ListTagsForResource',
    ].map((each) => `s3:${each}`),
    named('arn:aws:s3:::', 'bucket'),
  ],
  aws_s3_bucket_lifecycle_configuration: ofBucket('GetLifecycleConfiguration'),
  aws_s3_bucket_notification: ofBucket('GetBucketNotification'),
  aws_s3_bucket_ownership_controls: ofBucket('GetBucketOwnershipControls'),
  aws_s3_bucket_policy: ofBucket('GetBucketPolicy'),
  aws_s3_bucket_public_access_block: ofBucket('GetBucketPublicAccessBlock'),
  aws_s3_bucket_server_side_encryption_configuration: ofBucket('GetEncryptionConfiguration'),
  aws_s3_bucket_versioning: ofBucket('GetBucketVersioning'),
  aws_scheduler_schedule_group: [
    ['scheduler:GetScheduleGroup', 'scheduler:ListTagsForResource'],
    named(`arn:aws:scheduler:${region}:schedule-group/`),
  ],
  aws_sfn_alias: [
    ['states:DescribeStateMachineAlias'],
    () => `arn:aws:states:${region}:stateMachine:dev-document-pipeline:live`,
  ],
  aws_sfn_state_machine: [
    ['states:DescribeStateMachine', 'states:ListStateMachineVersions', 'states:ListTagsForResource'],
    named(`arn:aws:states:${region}:stateMachine:`),
  ],
  aws_sns_topic: [['sns:GetTopicAttributes', 'sns:ListTagsForResource'], named(`arn:aws:sns:${region}:`)],
  aws_sns_topic_policy: [['sns:GetTopicAttributes'], () => `arn:aws:sns:${region}:dev-stored`],
  aws_sns_topic_subscription: [['sns:GetSubscriptionAttributes'], () => `arn:aws:sns:${region}:dev-textract-notices`],
  aws_sqs_queue: [['sqs:GetQueueAttributes', 'sqs:ListQueueTags'], named(`arn:aws:sqs:${region}:`)],
  aws_sqs_queue_policy: [['sqs:GetQueueAttributes'], () => `arn:aws:sqs:${region}:dev-dead-letters`],
};

const state = 'arn:aws:s3:::my-terraform-states/document-pipelines/dev.tfstate';
const savedPlan = 'arn:aws:s3:::my-terraform-states/document-pipelines/plans/dev/abc.tfplan';
const documentObject = 'arn:aws:s3:::dev-documents-123456789012-us-east-1/incoming/invoice.pdf';
const resultObject = 'arn:aws:s3:::dev-results-123456789012-us-east-1/abc/document.json';
const execution = `arn:aws:states:${region}:execution:dev-document-pipeline:abc`;
const machine = `arn:aws:states:${region}:stateMachine:dev-document-pipeline`;
const logStream = `arn:aws:logs:${region}:log-group:/aws/lambda/dev-extract-text:log-stream:abc`;
const role = 'arn:aws:iam::123456789012:role/dev-extract-text-us-east-1';

const denied: readonly (readonly [resource: string, actions: readonly string[]])[] = [
  [documentObject, ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:PutObject', 's3:DeleteObject']],
  [resultObject, ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject']],
  [
    'arn:aws:s3:::dev-documents-123456789012-us-east-1',
    ['s3:PutBucketPolicy', 's3:DeleteBucket', 's3:ListBucketVersions'],
  ],
  [state, ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObjectVersion']],
  [savedPlan, ['s3:GetObject', 's3:DeleteObject']],
  [savedPlan.replace('dev', 'prod'), ['s3:PutObject', 's3:GetObject', 's3:DeleteObject']],
  [state.replace('dev', 'prod'), ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']],
  [`${state.replace('dev', 'prod')}.tflock`, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']],
  ['arn:aws:s3:::my-terraform-states', ['s3:PutBucketPolicy', 's3:PutBucketVersioning', 's3:DeleteBucket']],
  [
    `arn:aws:dynamodb:${region}:table/dev-ledger`,
    [
      'GetItem',
      'BatchGetItem',
      'Query',
      'Scan',
      'PartiQLSelect',
      'ExportTableToPointInTime',
      'PutItem',
      'UpdateItem',
      'DeleteTable',
    ].map((each) => `dynamodb:${each}`),
  ],
  [
    execution,
    ['DescribeExecution', 'GetExecutionHistory', 'StopExecution', 'RedriveExecution'].map((each) => `states:${each}`),
  ],
  [
    machine,
    ['ListExecutions', 'StartExecution', 'UpdateStateMachine', 'DeleteStateMachine'].map((each) => `states:${each}`),
  ],
  [
    `arn:aws:sqs:${region}:dev-dead-letters`,
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:SendMessage', 'sqs:PurgeQueue'],
  ],
  [`arn:aws:sns:${region}:dev-stored`, ['sns:Publish', 'sns:Subscribe', 'sns:SetTopicAttributes']],
  [logStream, ['logs:GetLogEvents', 'logs:FilterLogEvents']],
  [
    `arn:aws:logs:${region}:log-group:/aws/lambda/dev-extract-text`,
    ['logs:FilterLogEvents', 'logs:StartQuery', 'logs:StartLiveTail'],
  ],
  [`arn:aws:lambda:${region}:function:dev-review-decision`, ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode']],
  [`arn:aws:kms:${region}:key/abc`, ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:PutKeyPolicy']],
  [role, ['iam:PassRole', 'sts:AssumeRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']],
  [`${apis}/restapis/abc`, ['apigateway:POST', 'apigateway:PATCH', 'apigateway:DELETE', 'apigateway:PUT']],
  ['arn:aws:execute-api:us-east-1:123456789012:abc/v1/POST/classify', ['execute-api:Invoke']],
  [
    '*',
    [
      'bedrock:InvokeModel',
      'textract:GetDocumentTextDetection',
      's3:ListAllMyBuckets',
      'secretsmanager:GetSecretValue',
    ],
  ],
  [`arn:aws:dynamodb:${region}:table/prod-ledger`, ['dynamodb:DescribeTable']],
  [`arn:aws:states:${region}:stateMachine:prod-document-pipeline`, ['states:DescribeStateMachine']],
];

describe('the role to plan with', () => {
  const dev = synthesisedStacks().find(({ environment }) => environment === 'dev')!;

  it.each([...new Set(dev.resources.map(({ type }) => type))])('may refresh every %s', (type) => {
    const [actions, arnOf] = refreshes[type] ?? [];
    expect([type, actions]).toEqual([type, expect.anything()]);
    const isRefused = (resource: Resource) =>
      actions?.some((action) => !isAllowed(action, arnOf?.(resource.arguments, dev) ?? ''));
    expect(
      dev
        .ofType(type)
        .filter(isRefused)
        .map(({ address }) => nameIn(address)),
    ).toEqual([]);
  });

  it('may read the state, and write its lock and saved plans alone', () => {
    expect(isAllowed('s3:GetObject', state)).toBe(true);
    expect(isAllowed('s3:ListBucket', 'arn:aws:s3:::my-terraform-states')).toBe(true);
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])
      expect(isAllowed(action, `${state}.tflock`)).toBe(true);
    expect(isAllowed('states:ValidateStateMachineDefinition', '*')).toBe(true);
    expect(isAllowed('s3:PutObject', savedPlan)).toBe(true);
  });

  it.each(denied)('may not read data of %s or change it', (resource, actions) => {
    expect(actions.filter((action) => isAllowed(action, resource))).toEqual([]);
  });

  it('has only the actions that it needs', () => {
    const needed = new Set([
      ...Object.values(refreshes).flatMap(([actions]) => actions),
      ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 'states:ValidateStateMachineDefinition'],
      // The provider waits with it for a function that another apply is changing.
      'lambda:GetFunctionConfiguration',
    ]);
    const { Statement: statements } = JSON.parse(documented('plan-role')) as {
      Statement: { Action: string | string[] }[];
    };
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !needed.has(action))).toEqual([]);
  });

  it('fits into a managed policy', () => {
    expect(JSON.stringify(JSON.parse(documented('plan-role'))).length).toBeLessThan(6_144);
  });

  it('is trusted for main and for pull requests of this repository, by exact names', () => {
    const { Statement: statements } = JSON.parse(documented('plan-role-trust')) as { Statement: object[] };
    expect(statements).toEqual([
      expect.objectContaining({
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': [
              'repo:<owner>/<repository>:ref:refs/heads/main',
              'repo:<owner>/<repository>:pull_request',
            ],
          },
        },
      }),
    ]);
    expect(doc).toMatch(
      /For prod, and for every environment with `protectData: true`, remove the line `:pull_request`/,
    );
  });
});
