import { bucketArn, regionalArn } from '../deployment-target';
import { arns, type Grant, type GrantedResources } from '../grant';
import { resourcesNamed, type ServiceCall } from '../task-call';
import { type IntegrationRule, type IntegrationRules, waitsForJob } from './rule';
import { bucketAt, managedRule, objectsAt, passRole } from './shared-grants';

/**
 * Jobs that Step Functions starts and, with `.sync`, watches to their end:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export const jobRules: IntegrationRules = {
  'batch:submitJob': (call) => [
    { actions: ['batch:SubmitJob'], resources: batchResources(call) },
    ...withWatchGrants(
      call,
      { actions: ['batch:DescribeJobs', 'batch:TerminateJob'], resources: own(call, 'batch', 'job/*') },
      'StepFunctionsGetEventsForBatchJobsRule',
    ),
  ],
  'ecs:runTask': (call) => [
    { actions: ['ecs:RunTask'], resources: taskDefinitions(call) },
    passRole(call.target, taskRole(call), 'ecs-tasks.amazonaws.com'),
    ...withWatchGrants(
      call,
      { actions: ['ecs:StopTask', 'ecs:DescribeTasks'], resources: own(call, 'ecs', 'task/*') },
      'StepFunctionsGetEventsForECSTaskRule',
    ),
  ],
  'glue:startJobRun': (call) => [
    { actions: ['glue:StartJobRun'], resources: namedJobs(call, 'JobName', 'glue', 'job/') },
    ...(waitsForJob(call)
      ? [
          {
            actions: ['glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
            resources: namedJobs(call, 'JobName', 'glue', 'job/'),
          },
        ]
      : []),
  ],
  'databrew:startJobRun': (call) => [
    { actions: ['databrew:StartJobRun'], resources: namedJobs(call, 'Name', 'databrew', 'job/') },
    ...(waitsForJob(call)
      ? [
          {
            actions: ['databrew:ListJobRuns', 'databrew:StopJobRun'],
            resources: namedJobs(call, 'Name', 'databrew', 'job/'),
          },
        ]
      : []),
  ],
  'codebuild:startBuild': codebuild(
    'StartBuild',
    ['StopBuild', 'BatchGetBuilds'],
    'StepFunctionsGetEventForCodeBuildStartBuildRule',
  ),
  'codebuild:startBuildBatch': codebuild(
    'StartBuildBatch',
    ['StopBuildBatch', 'BatchGetBuildBatches'],
    'StepFunctionsGetEventForCodeBuildStartBuildBatchRule',
  ),
  'codebuild:retryBuildBatch': codebuild(
    'RetryBuildBatch',
    ['StopBuildBatch', 'BatchGetBuildBatches'],
    'StepFunctionsGetEventForCodeBuildStartBuildBatchRule',
  ),
  'codebuild:batchGetReports': (call) => [
    { actions: ['codebuild:BatchGetReports'], resources: own(call, 'codebuild', 'report-group/*') },
  ],
  'athena:startQueryExecution': (call) => [
    {
      actions: [
        'athena:StartQueryExecution',
        ...(waitsForJob(call) ? ['athena:GetQueryExecution', 'athena:StopQueryExecution'] : []),
      ],
      resources: workGroup(call),
    },
    ...queriedData(call),
  ],
  'athena:getQueryExecution': (call) => [{ actions: ['athena:GetQueryExecution'], resources: workGroup(call) }],
  'athena:stopQueryExecution': (call) => [{ actions: ['athena:StopQueryExecution'], resources: workGroup(call) }],
  'athena:getQueryResults': (call) => [
    { actions: ['athena:GetQueryResults'], resources: workGroup(call) },
    {
      actions: ['s3:GetObject'],
      resources: arns([bucketArn(call.target, '*', '*')], 'the workgroup determines where results are'),
    },
  ],
  'mediaconvert:createJob': (call) => [
    {
      actions: ['mediaconvert:CreateJob'],
      resources: own(call, 'mediaconvert', 'queues/*', 'jobTemplates/*', 'presets/*'),
    },
    passRole(call.target, call.arguments.value('Role'), 'mediaconvert.amazonaws.com'),
    ...withWatchGrants(
      call,
      { actions: ['mediaconvert:GetJob', 'mediaconvert:CancelJob'], resources: own(call, 'mediaconvert', 'jobs/*') },
      'StepFunctionsGetEventsForMediaConvertJobRule',
    ),
  ],
};

/** Resources of the machine's own account, by pattern. */
function own({ target }: ServiceCall, service: string, ...rests: readonly string[]): GrantedResources {
  return arns(
    rests.map((rest) => regionalArn(target, service, rest)),
    'it has no name beforehand',
  );
}

function namedJobs(
  { target, arguments: given }: ServiceCall,
  argument: string,
  service: string,
  head: string,
): GrantedResources {
  return resourcesNamed(given.value(argument), (name) => regionalArn(target, service, `${head}${name}`));
}

function withWatchGrants(call: ServiceCall, grant: Grant, ruleName: string): Grant[] {
  return waitsForJob(call) ? [grant, managedRule(call, ruleName)] : [];
}

function batchResources(call: ServiceCall): GrantedResources {
  const definition = resourcesNamed(call.arguments.value('JobDefinition'), (name) => {
    const rest = name === '*' || name.includes(':') ? name : `${name}*`;
    return regionalArn(call.target, 'batch', `job-definition/${rest}`);
  });
  const queue = namedJobs(call, 'JobQueue', 'batch', 'job-queue/');
  return arns([definition, queue].flatMap((each) => (each.kind === 'arns' ? each.arns : [])));
}

function taskDefinitions({ target, arguments: given }: ServiceCall): GrantedResources {
  return resourcesNamed(given.value('TaskDefinition'), (name) => {
    const rest = name === '*' || name.includes(':') ? name : `${name}:*`;
    return regionalArn(target, 'ecs', `task-definition/${rest}`);
  });
}

/** The roles are in the task definition, unless the call overrides them. */
function taskRole({ arguments: given }: ServiceCall) {
  const roles = ['TaskRoleArn', 'ExecutionRoleArn'].map((name) => given.value('Overrides', name));
  return roles.find((role) => role.kind !== 'absent') ?? ({ kind: 'absent' } as const);
}

function codebuild(action: string, watching: readonly string[], ruleName: string): IntegrationRule {
  return (call) => {
    const project = namedJobs(call, 'ProjectName', 'codebuild', 'project/');
    const grant = { actions: watching.map((each) => `codebuild:${each}`), resources: project };
    const role = call.arguments.value('ServiceRoleOverride');
    return [
      { actions: [`codebuild:${action}`], resources: project },
      ...(role.kind === 'absent' ? [] : [passRole(call.target, role, 'codebuild.amazonaws.com')]),
      ...withWatchGrants(call, grant, ruleName),
    ];
  };
}

function workGroup(call: ServiceCall): GrantedResources {
  const group = call.arguments.value('WorkGroup');
  const known =
    group.kind === 'absent' && call.operation === 'startQueryExecution' ? call.arguments.text('primary') : group;
  return resourcesNamed(known, (name) => regionalArn(call.target, 'athena', `workgroup/${name}`));
}

const catalogReads = [
  'GetDatabase',
  'GetDatabases',
  'GetTable',
  'GetTables',
  'GetPartition',
  'GetPartitions',
  'BatchGetPartition',
];
const resultWrites = ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
const bucketReads = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'];

/** Athena reads the catalogue and writes results with the caller's rights. */
function queriedData(call: ServiceCall): Grant[] {
  const { target, arguments: given } = call;
  const output = given.value('ResultConfiguration', 'OutputLocation');
  const database = given.value('QueryExecutionContext', 'Database');
  const name = database.kind === 'text' ? database.text : '*';
  const catalogue = ['catalog', `database/${name}`, `table/${name}/*`].map((rest) => regionalArn(target, 'glue', rest));
  return [
    { actions: ['athena:GetDataCatalog'], resources: arns([regionalArn(target, 'athena', 'datacatalog/*')]) },
    {
      actions: catalogReads.map((action) => `glue:${action}`),
      resources: arns(catalogue, 'Athena reads the catalogue as the caller'),
    },
    { actions: resultWrites, resources: objectsAt(target, output, true) },
    { actions: bucketReads, resources: bucketAt(target, output) },
  ];
}
