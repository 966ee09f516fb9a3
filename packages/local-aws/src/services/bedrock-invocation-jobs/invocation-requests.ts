import { z } from 'zod';
import { clientRequestTokenSchema, parseRequest, refusal, refuseMembers, roleArnSchema } from '../bedrock-control';
import type { Shape } from '../service';

/** Members of each operation that are not modelled: each is rejected by name. */
const notModelled: Readonly<Record<string, readonly string[]>> = {
  CreateModelInvocationJob: ['vpcConfig', 'tags'],
  ListModelInvocationJobs: ['submitTimeAfter', 'submitTimeBefore', 'sortBy', 'sortOrder', 'nextToken'],
};

const s3Folder = z
  .string()
  .regex(
    /^s3:\/\/[a-z0-9][-.a-z0-9]{1,61}\/.+$/,
    'must be an S3 URI such as s3://bucket/folder/ or s3://bucket/file.jsonl',
  );

const createRequest = z.strictObject({
  jobName: z
    .string()
    .max(63)
    .regex(/^[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+\-.]){0,63}$/),
  roleArn: roleArnSchema,
  clientRequestToken: clientRequestTokenSchema,
  modelId: z.string().min(1).max(2048),
  inputDataConfig: z.strictObject({
    s3InputDataConfig: z.strictObject({ s3InputFormat: z.literal('JSONL').optional(), s3Uri: s3Folder }),
  }),
  outputDataConfig: z.strictObject({ s3OutputDataConfig: z.strictObject({ s3Uri: s3Folder }) }),
  timeoutDurationInHours: z.int().min(24).max(168).default(24),
});

/** CreateModelInvocationJob's input: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelInvocationJob.html */
export type CreateInvocationRequest = z.infer<typeof createRequest>;

/** Parses CreateModelInvocationJob's input. Throws ValidationException, or NotModelledError that names the member. */
export function createInvocationRequest(input: Shape): CreateInvocationRequest {
  const type = input['modelInvocationType'];
  if (type !== undefined && type !== 'InvokeModel') {
    throw refusal('CreateModelInvocationJob', `the invocation type ${String(type)}`);
  }
  const { modelInvocationType: _, ...rest } = input;
  return parse('CreateModelInvocationJob', createRequest, rest);
}

const listRequest = z.strictObject({
  nameContains: z.string().min(1).max(63).optional(),
  statusEquals: z.string().optional(),
  maxResults: z.int().min(1).max(1000).default(1000),
});

/** Parses ListModelInvocationJobs' input. */
export function listInvocationsRequest(input: Shape): z.infer<typeof listRequest> {
  return parse('ListModelInvocationJobs', listRequest, input);
}

function parse<Schema extends z.ZodType>(operation: string, schema: Schema, input: Shape): z.output<Schema> {
  refuseMembers(operation, notModelled[operation] ?? [], input);
  return parseRequest(schema, input);
}
