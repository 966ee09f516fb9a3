import { z } from 'zod';
import { ServiceError, type Shape } from '../service';

/** What the stand-in does not model of CreateModelCustomizationJob: it refuses each by name. */
const notModelled = ['customModelKmsKeyId', 'vpcConfig', 'customizationConfig'] as const;

const s3Uri = z.string().regex(/^s3:\/\/[a-z0-9][-.a-z0-9]{1,61}(\/.*)?$/, 'must be an S3 URI such as s3://bucket/key');
const tags = z.array(z.strictObject({ key: z.string().min(1).max(128), value: z.string().max(256) })).max(200);

const createRequest = z.strictObject({
  jobName: z
    .string()
    .max(63)
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9+\-.])*$/),
  customModelName: z
    .string()
    .max(63)
    .regex(/^([0-9a-zA-Z][_-]?){1,63}$/),
  roleArn: z.string().regex(/^arn:aws(-[^:]+)?:iam::\d{12}:role\/.+$/, "must be a role's ARN"),
  clientRequestToken: z
    .string()
    .max(256)
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/)
    .optional(),
  baseModelIdentifier: z.string().min(1).max(2048),
  customizationType: z.literal('FINE_TUNING').optional(),
  hyperParameters: z.record(z.string(), z.string()).optional(),
  trainingDataConfig: z.strictObject({ s3Uri }),
  validationDataConfig: z.strictObject({ validators: z.array(z.strictObject({ s3Uri })).max(10) }).optional(),
  outputDataConfig: z.strictObject({ s3Uri }),
  jobTags: tags.optional(),
  customModelTags: tags.optional(),
});

/** CreateModelCustomizationJob's input: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelCustomizationJob.html */
export type CreateRequest = z.infer<typeof createRequest>;

/** Parses CreateModelCustomizationJob's input. Throws ValidationException, or NotModelledError naming the member. */
export function createCustomizationRequest(input: Shape): CreateRequest {
  for (const name of notModelled) if (input[name] !== undefined) throw refusal(`the parameter ${name}`);
  const type = input['customizationType'];
  if (type !== undefined && type !== 'FINE_TUNING') throw refusal(`the customization type ${String(type)}`);
  const request = parse(createRequest, input);
  epochCountOf(request);
  return request;
}

/** Times that the training data are gone through: 1 to 5, as for Amazon Nova, whose default is 2. */
export function epochCountOf({ hyperParameters }: CreateRequest): number {
  const text = hyperParameters?.['epochCount'] ?? '2';
  if (/^[1-5]$/.test(text)) return Number(text);
  throw validation(`the hyperparameter epochCount must be a whole number from 1 to 5, it is: ${text}`);
}

const identifier = z.strictObject({ jobIdentifier: z.string().min(1).max(1011) });

/** The job that GetModelCustomizationJob or StopModelCustomizationJob names, by its ARN or its name. */
export function jobIdentifierOf(input: Shape): string {
  return parse(identifier, input).jobIdentifier;
}

/** ValidationException as Bedrock answers it. */
export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

function refusal(what: string): ServiceError {
  return new ServiceError(
    'NotModelledError',
    `the stand-in of bedrock does not model ${what} of CreateModelCustomizationJob`,
    501,
  );
}

function parse<Result>(schema: z.ZodType<Result>, input: Shape): Result {
  const present = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`);
  throw validation(problems.join('; '));
}
