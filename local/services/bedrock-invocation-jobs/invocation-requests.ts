import { z } from 'zod';
import { ServiceError, type Shape } from '../service';

/** What the stand-in does not model of each operation: it refuses each by name. */
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
  roleArn: z.string().regex(/^arn:aws(-[^:]+)?:iam::\d{12}:role\/.+$/, "must be a role's ARN"),
  clientRequestToken: z
    .string()
    .max(256)
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/)
    .optional(),
  modelId: z.string().min(1).max(2048),
  inputDataConfig: z.strictObject({
    s3InputDataConfig: z.strictObject({ s3InputFormat: z.literal('JSONL').optional(), s3Uri: s3Folder }),
  }),
  outputDataConfig: z.strictObject({ s3OutputDataConfig: z.strictObject({ s3Uri: s3Folder }) }),
  timeoutDurationInHours: z.int().min(24).max(168).default(24),
});

/** CreateModelInvocationJob's input: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelInvocationJob.html */
export type CreateRequest = z.infer<typeof createRequest>;

/** Parses CreateModelInvocationJob's input. Throws ValidationException, or NotModelledError naming the member. */
export function createInvocationRequest(input: Shape): CreateRequest {
  const type = input['modelInvocationType'];
  if (type !== undefined && type !== 'InvokeModel') {
    throw refusal('CreateModelInvocationJob', `the invocation type ${String(type)}`);
  }
  const { modelInvocationType: _, ...rest } = input;
  return parse('CreateModelInvocationJob', createRequest, rest);
}

const identifier = z.strictObject({ jobIdentifier: z.string().min(1).max(1011) });

/** The job that GetModelInvocationJob or StopModelInvocationJob names. */
export function jobIdentifierOf(input: Shape): string {
  return parse('GetModelInvocationJob', identifier, input).jobIdentifier;
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

/** ValidationException as Bedrock answers it. */
export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** What is known and not modelled, refused by its name. */
export function refusal(operation: string, what: string): ServiceError {
  return new ServiceError('NotModelledError', `the stand-in of bedrock does not model ${what} of ${operation}`, 501);
}

function parse<Schema extends z.ZodType>(operation: string, schema: Schema, input: Shape): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const refused = (notModelled[operation] ?? []).find((name) => name in present);
  if (refused !== undefined) throw refusal(operation, `the parameter ${refused}`);
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`);
  throw validation(problems.join('; '));
}
