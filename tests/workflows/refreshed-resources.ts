import type { JsonObject } from '@document-pipelines/asl/definition';
import { inAccount, type SynthesisedStack } from '../synthesised-stacks/synthesised-stack';

/** Region and account, as in ARNs. */
export const region = 'us-east-1:123456789012';
/** The ARN of API Gateway, up to the path. */
export const apis = 'arn:aws:apigateway:us-east-1::';
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
export const refreshes: Readonly<Record<string, readonly [actions: readonly string[], arnOf: ArnOf]>> = {
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
  aws_iam_policy: [['iam:GetPolicy', 'iam:GetPolicyVersion'], named('arn:aws:iam::123456789012:policy/')],
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
