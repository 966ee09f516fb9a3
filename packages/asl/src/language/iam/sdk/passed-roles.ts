import { memberOf } from '../../definition';
import type { ArgumentValue } from '../argument-value';
import { roleArn } from '../deployment-target';
import { arns, type Grant } from '../grant';
import { passRole } from '../integrations/shared-grants';
import type { ServiceCall } from '../task-call';

/** Services whose role arguments are assumed by the caller, or only named, rather than handed over. */
const rolesNotPassed: ReadonlySet<string> = new Set(['sts', 'iam', 'ssoadmin']);

/** Arguments that take the name of a role as well as its ARN. */
const namedRoles: Readonly<Record<string, readonly string[]>> = {
  codebuild: ['ServiceRole', 'ServiceRoleOverride'],
  emr: ['ServiceRole', 'JobFlowRole', 'AutoScalingRole'],
  glue: ['Role'],
  mediaconvert: ['Role'],
};

/** Permission to pass each role among the arguments to the service that is called, and to that service only. */
export function passedRoles(call: ServiceCall): readonly Grant[] {
  const { service, target, arguments: given } = call;
  if (rolesNotPassed.has(service)) return [];
  const names = memberOf(namedRoles, service) ?? [];
  const roles = given
    .named(/Role(?:Arn|ARN|Override)?$/)
    .filter(({ name, value }) => /Arn$/i.test(name) || names.includes(name) || isArn(value))
    .map(({ value }) => passRole(target, value, memberOf(principals, service)));
  return [...roles, ...profileRoles(call)];
}

function isArn(value: ArgumentValue): boolean {
  return value.kind === 'arns' || (value.kind !== 'absent' && value.isArn);
}

/** An instance profile has a role, which the call hands over without its name. */
function profileRoles({ target, arguments: given }: ServiceCall): readonly Grant[] {
  if (!given.has('IamInstanceProfile') && given.named(/^IamInstanceProfile$/).length === 0) return [];
  return [
    {
      actions: ['iam:PassRole'],
      resources: arns([roleArn(target, '*')], 'the call names the instance profile, not its role'),
      condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
  ];
}

/** Who gets the roles of a service, for `iam:PassedToService`; without an entry a role may be passed to any service. */
const principals: Readonly<Record<string, string>> = {
  appsync: 'appsync.amazonaws.com',
  backup: 'backup.amazonaws.com',
  batch: 'batch.amazonaws.com',
  bedrock: 'bedrock.amazonaws.com',
  bedrockagent: 'bedrock.amazonaws.com',
  bedrockagentcorecontrol: 'bedrock-agentcore.amazonaws.com',
  cloudformation: 'cloudformation.amazonaws.com',
  codebuild: 'codebuild.amazonaws.com',
  codedeploy: 'codedeploy.amazonaws.com',
  codepipeline: 'codepipeline.amazonaws.com',
  comprehend: 'comprehend.amazonaws.com',
  databrew: 'databrew.amazonaws.com',
  ecs: 'ecs-tasks.amazonaws.com',
  eks: 'eks.amazonaws.com',
  emrserverless: 'emr-serverless.amazonaws.com',
  eventbridge: 'events.amazonaws.com',
  firehose: 'firehose.amazonaws.com',
  forecast: 'forecast.amazonaws.com',
  glue: 'glue.amazonaws.com',
  kendra: 'kendra.amazonaws.com',
  kinesisanalyticsv2: 'kinesisanalytics.amazonaws.com',
  lambda: 'lambda.amazonaws.com',
  mediaconvert: 'mediaconvert.amazonaws.com',
  personalize: 'personalize.amazonaws.com',
  pipes: 'pipes.amazonaws.com',
  redshift: 'redshift.amazonaws.com',
  rekognition: 'rekognition.amazonaws.com',
  s3control: 'batchoperations.s3.amazonaws.com',
  sagemaker: 'sagemaker.amazonaws.com',
  scheduler: 'scheduler.amazonaws.com',
  sfn: 'states.amazonaws.com',
  ssm: 'ssm.amazonaws.com',
  textract: 'textract.amazonaws.com',
  transcribe: 'transcribe.amazonaws.com',
  transfer: 'transfer.amazonaws.com',
  translate: 'translate.amazonaws.com',
};
