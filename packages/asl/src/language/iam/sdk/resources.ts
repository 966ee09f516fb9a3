/**
 * Which argument of an AWS SDK call names the resource, by service or `service:operation`: `[argument, ARN after region
 * and account]`, with `{}` for the argument's value. The first argument that the call has is used; one whose value is
 * an ARN is its own resource.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const sdkResources: Readonly<Record<string, readonly (readonly [argument: string, rest: string])[]>> = {
  athena: [
    ['WorkGroup', 'workgroup/{}'],
    ['Name', 'datacatalog/{}'],
  ],
  bedrockagent: [
    ['AgentId', 'agent/{}'],
    ['KnowledgeBaseId', 'knowledge-base/{}'],
    ['FlowIdentifier', 'flow/{}'],
  ],
  bedrockagentcore: [['AgentRuntimeArn', 'runtime/{}']],
  bedrockagentruntime: [
    ['KnowledgeBaseId', 'knowledge-base/{}'],
    ['FlowIdentifier', 'flow/{}'],
  ],
  // A job may be identified by its name, which its ARN does not contain.
  'bedrock:getModelCustomizationJob': [['JobIdentifier', 'model-customization-job/*']],
  'bedrock:stopModelCustomizationJob': [['JobIdentifier', 'model-customization-job/*']],
  bedrock: [
    ['JobIdentifier', 'model-invocation-job/{}'],
    ['GuardrailIdentifier', 'guardrail/{}'],
  ],
  cloudformation: [
    ['StackName', 'stack/{}/*'],
    ['StackSetName', 'stackset/{}:*'],
  ],
  cloudwatchlogs: [
    ['LogGroupName', 'log-group:{}:*'],
    ['LogGroupNames', 'log-group:{}:*'],
  ],
  codebuild: [['ProjectName', 'project/{}']],
  codepipeline: [
    ['Name', '{}'],
    ['PipelineName', '{}'],
  ],
  cognitoidentityprovider: [['UserPoolId', 'userpool/{}']],
  dynamodb: [
    ['TableName', 'table/{}'],
    ['TableArn', '{}'],
    ['BackupArn', '{}'],
  ],
  ecr: [['RepositoryName', 'repository/{}']],
  ecs: [
    ['Service', 'service/*'],
    ['TaskDefinition', 'task-definition/{}'],
    ['Cluster', 'cluster/{}'],
  ],
  eventbridge: [
    ['Rule', 'rule/{}'],
    ['ConnectionName', 'connection/{}'],
  ],
  'eventbridge:deleteRule': [['Name', 'rule/{}']],
  'eventbridge:describeRule': [['Name', 'rule/{}']],
  'eventbridge:disableRule': [['Name', 'rule/{}']],
  'eventbridge:enableRule': [['Name', 'rule/{}']],
  'eventbridge:putRule': [['Name', 'rule/{}']],
  'glue:getCrawler': [['Name', 'crawler/{}']],
  'glue:getWorkflowRun': [['Name', 'workflow/{}']],
  'glue:startCrawler': [['Name', 'crawler/{}']],
  'glue:startWorkflowRun': [['Name', 'workflow/{}']],
  'glue:stopCrawler': [['Name', 'crawler/{}']],
  firehose: [['DeliveryStreamName', 'deliverystream/{}']],
  glue: [
    ['CrawlerName', 'crawler/{}'],
    ['JobName', 'job/{}'],
    ['WorkflowName', 'workflow/{}'],
    ['DatabaseName', 'database/{}'],
  ],
  kinesis: [
    ['StreamARN', 'stream/{}'],
    ['StreamName', 'stream/{}'],
  ],
  kms: [['KeyId', 'key/{}']],
  lambda: [['FunctionName', 'function:{}']],
  opensearchserverless: [['Id', 'collection/{}']],
  rds: [
    ['DBInstanceIdentifier', 'db:{}'],
    ['DBClusterIdentifier', 'cluster:{}'],
    ['DBSnapshotIdentifier', 'snapshot:{}'],
  ],
  rdsdata: [['ResourceArn', 'cluster:{}']],
  sagemaker: [
    ['TrainingJobName', 'training-job/{}'],
    ['ModelName', 'model/{}'],
    ['ModelPackageName', 'model-package/{}'],
    ['EndpointName', 'endpoint/{}'],
    ['PipelineName', 'pipeline/{}'],
  ],
  sagemakerruntime: [['EndpointName', 'endpoint/{}']],
  scheduler: [['ScheduleArn', 'schedule/{}']],
  secretsmanager: [
    ['SecretId', 'secret:{}-??????'],
    ['Name', 'secret:{}-??????'],
  ],
  sfn: [
    ['ExecutionArn', 'execution:*'],
    ['MapRunArn', 'mapRun:*'],
    ['ActivityArn', 'activity:{}'],
  ],
  sns: [
    ['TopicArn', '{}'],
    ['TargetArn', '{}'],
  ],
  ssm: [
    ['Name', 'parameter/{}'],
    ['DocumentName', 'document/{}'],
  ],
};

/** Services that have no resource narrower than `*` for the calls of state machines; the Sid names the reason. */
export const servicesWithoutArns: ReadonlySet<string> = new Set([
  'ce',
  'comprehend',
  'mediaconvert',
  'pricing',
  'rekognition',
  'support',
  'tag',
  'textract',
  'transcribe',
  'translate',
  'polly',
]);

/** Operations without a resource, of services that have some: `service:operation` → the end of the Sid. */
export const operationsWithoutArns: Readonly<Record<string, string>> = {
  'sfn:sendTaskFailure': 'TaskTokensHaveNoArn',
  'sfn:sendTaskHeartbeat': 'TaskTokensHaveNoArn',
  'sfn:sendTaskSuccess': 'TaskTokensHaveNoArn',
};
