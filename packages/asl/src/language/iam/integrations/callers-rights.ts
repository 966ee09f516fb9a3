import { memberOf } from '../../definition';
import type { ArgumentValue } from '../argument-value';
import { type DeploymentTarget, regionalArn } from '../deployment-target';
import { arns, type Grant, type GrantedResources } from '../grant';
import { type Arguments, resourcesNamed, type ServiceCall } from '../task-call';
import { modelResources } from './bedrock';
import { objectResources, underBucket } from './s3';
import { objectsAt } from './shared-grants';
import { usedKeys } from './used-keys';

type Rights = (call: ServiceCall) => readonly Grant[];

/**
 * What a service does with the rights of its caller while it works on a call: it reads and writes objects, fetches secrets
 * and uses keys. IAM evaluates these against the execution role, beside the call's own action.
 */
export function callersRights(call: ServiceCall): readonly Grant[] {
  return [...(memberOf(services, call.service)?.(call) ?? []), ...usedKeys(call)];
}

const services: Readonly<Record<string, Rights>> = {
  // https://docs.aws.amazon.com/textract/latest/dg/security_iam_service-with-iam.html
  textract: (call) => [...readObjects(call), ...writeTo(call, 'S3Bucket', 'S3Prefix')],
  // https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html
  rekognition: (call) => [...readObjects(call), ...writeTo(call, 'S3Bucket', 'S3KeyPrefix')],
  // https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html
  transcribe: (call) => (call.arguments.named(/^DataAccessRoleArn$/).length > 0 ? [] : transcription(call)),
  // https://docs.aws.amazon.com/polly/latest/dg/asynchronous-iam.html
  polly: ({ target, arguments: given }) => [
    ...(given.has('OutputS3BucketName') ? [writeUnder(target, given, 'OutputS3BucketName', 'OutputS3KeyPrefix')] : []),
    ...topicOf(target, given),
  ],
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html
  rdsdata: (call) => secretOf(call),
  // https://docs.aws.amazon.com/bedrock/latest/userguide/bda-access.html
  bedrockdataautomationruntime: ({ target, arguments: given }) => [
    ...readUri(target, given, 'InputConfiguration', 'S3Uri'),
    ...(given.has('OutputConfiguration', 'S3Uri')
      ? [{ actions: ['s3:PutObject'], resources: objectsAt(target, given.value('OutputConfiguration', 'S3Uri'), true) }]
      : []),
  ],
  bedrockruntime: ({ target, arguments: given }) =>
    // Documents, images and videos of a message may be in S3.
    given.named(/^Uri$/).map(({ value }) => ({ actions: ['s3:GetObject'], resources: objectsAt(target, value) })),
  bedrockagentruntime: agentRights,
};

/** `S3Object {Bucket, Name, Version}`, wherever the arguments have one, or an expression for it or for what contains it. */
function readObjects({ target, arguments: given }: ServiceCall): Grant[] {
  const holders = given.objectsNamed(
    /^(?:Document|DocumentLocation|DocumentPages|Image|Video|SourceImage|TargetImage)$/,
  );
  const objects = [...given.objectsNamed(/^S3Object$/), ...holders.filter((holder) => holder.names() === undefined)];
  return objects.map((object) => ({
    actions: object.has('Version') ? ['s3:GetObject', 's3:GetObjectVersion'] : ['s3:GetObject'],
    resources: objectResources(target, object, 'Name'),
  }));
}

function writeTo({ target, arguments: given }: ServiceCall, bucket: string, prefix: string): Grant[] {
  return given.objectsNamed(/^OutputConfig$/).map((output) => writeUnder(target, output, bucket, prefix));
}

/** Writes of keys that begin with a prefix. */
function writeUnder(target: DeploymentTarget, given: Arguments, bucket: string, prefix: string): Grant {
  const value = given.value(prefix);
  const start = value.kind === 'text' || value.kind === 'pattern' ? value.text : '';
  const key = `${start}*`.replace(/\*+/g, '*');
  return { actions: ['s3:PutObject'], resources: underBucket(target, given, { bucket, key }) };
}

function transcription({ target, arguments: given }: ServiceCall): Grant[] {
  const uris = given.named(/(?:FileUri|^S3Uri)$/);
  const reads = uris.map(({ value }) => ({ actions: ['s3:GetObject'], resources: objectsAt(target, value) }));
  if (!given.has('OutputBucketName')) return reads;
  // Beside the transcript, Transcribe writes a file to see that it may.
  const key = given.value('OutputKey');
  const folder = key.kind === 'text' || key.kind === 'pattern' ? key.text.replace(/[^/]*$/, '') : '';
  const resources = underBucket(target, given, { bucket: 'OutputBucketName', key: `${folder}*` });
  return [...reads, { actions: ['s3:PutObject'], resources }];
}

function topicOf(target: DeploymentTarget, given: Arguments): Grant[] {
  if (!given.has('SnsTopicArn')) return [];
  const resources = resourcesNamed(given.value('SnsTopicArn'), (name) => regionalArn(target, 'sns', name));
  return [{ actions: ['sns:Publish'], resources }];
}

/** The secret with the credentials of a database. */
export function secretOf({ target, arguments: given }: ServiceCall): Grant[] {
  if (!given.has('SecretArn')) return [];
  return [{ actions: ['secretsmanager:GetSecretValue'], resources: secretResources(target, given.value('SecretArn')) }];
}

/** The ARN of a secret ends in six characters that its name and a shortened ARN lack. */
export function secretResources(target: DeploymentTarget, secret: ArgumentValue): GrantedResources {
  const named = resourcesNamed(secret, (name) => regionalArn(target, 'secretsmanager', `secret:${name}-??????`));
  if (named.kind === 'any' || secret.kind !== 'text') return named;
  const isWhole = (arn: string) => /(?:-[A-Za-z0-9]{6}|-\?{6}|\})$/.test(arn);
  return arns(
    named.arns.flatMap((arn) => (isWhole(arn) ? [arn] : [arn, `${arn}-??????`])),
    named.note,
  );
}

function readUri(target: DeploymentTarget, given: Arguments, ...way: readonly string[]): Grant[] {
  return given.has(...way) ? [{ actions: ['s3:GetObject'], resources: objectsAt(target, given.value(...way)) }] : [];
}

/**
 * Models, guardrails and files of an answer from documents:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-permissions-general.html
 */
function agentRights({ target, arguments: given }: ServiceCall): Grant[] {
  const models = given.named(/^(?:ModelArn|FoundationModel)$/);
  const guardrails = given.named(/^(?:GuardrailId|GuardrailIdentifier)$/);
  const files = given.named(/^Uri$/);
  return [
    ...models.map(({ value }) => ({ actions: ['bedrock:InvokeModel'], resources: modelResources(target, value) })),
    ...guardrails.map(({ value }) => ({
      actions: ['bedrock:ApplyGuardrail'],
      resources: resourcesNamed(value, (id) => regionalArn(target, 'bedrock', `guardrail/${id}`)),
    })),
    ...files.map(({ value }) => ({ actions: ['s3:GetObject'], resources: objectsAt(target, value) })),
  ];
}
