import { z } from 'zod';
import {
  clientRequestTokenSchema,
  parseRequest,
  refusal,
  refuseMembers,
  roleArnSchema,
  validation,
} from '../bedrock-control';
import type { Shape } from '../service';

/** Not modelled of CreateModelCustomizationJob: each is rejected by name. */
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
  roleArn: roleArnSchema,
  clientRequestToken: clientRequestTokenSchema,
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
export type CreateCustomizationRequest = z.infer<typeof createRequest>;

/** Parses CreateModelCustomizationJob's input. Throws ValidationException, or NotModelledError that names the member. */
export function createCustomizationRequest(input: Shape): CreateCustomizationRequest {
  refuseMembers('CreateModelCustomizationJob', notModelled, input);
  const type = input['customizationType'];
  if (type !== undefined && type !== 'FINE_TUNING') {
    throw refusal('CreateModelCustomizationJob', `the customization type ${String(type)}`);
  }
  const request = parseRequest(createRequest, input);
  if ((request.validationDataConfig?.validators.length ?? 0) > 1)
    throw refusal('CreateModelCustomizationJob', 'more than one validator');
  checkEpochCount(request);
  return request;
}

/** Passes over the training data: 1 to 5, as for Amazon Nova. */
function checkEpochCount({ hyperParameters }: CreateCustomizationRequest): void {
  const text = hyperParameters?.['epochCount'];
  if (text === undefined || /^[1-5]$/.test(text)) return;
  throw validation(`the hyperparameter epochCount must be a whole number from 1 to 5, it is: ${text}`);
}
