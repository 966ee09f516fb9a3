import { z } from 'zod';
import type { Shape } from '../service';
import { textractErrors } from './textract-errors';

/** Location of a document in S3. */
export interface S3Object {
  readonly Bucket: string;
  readonly Name: string;
  readonly Version?: string | undefined;
}

const s3Object = z.strictObject({
  Bucket: z.string().min(3).max(255),
  Name: z.string().min(1).max(1024),
  Version: z.string().min(1).max(1024).optional(),
});

/** Over HTTP bytes come as base64, in process as they are. */
const bytes = z.union([
  z.instanceof(Uint8Array),
  z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
]);

const detectRequest = z.strictObject({
  Document: z.strictObject({ Bytes: bytes.optional(), S3Object: s3Object.optional() }),
});

const startRequest = z.strictObject({
  DocumentLocation: z.strictObject({ S3Object: s3Object }),
  ClientRequestToken: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/)
    .optional(),
  JobTag: z
    .string()
    .regex(/^[a-zA-Z0-9_.\-:]{1,64}$/)
    .optional(),
  NotificationChannel: z.strictObject({ SNSTopicArn: z.string().min(20), RoleArn: z.string().min(20) }).optional(),
  OutputConfig: z
    .strictObject({ S3Bucket: z.string().min(3), S3Prefix: z.string().min(1).max(1024).optional() })
    .optional(),
});

const getRequest = z.strictObject({
  JobId: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  MaxResults: z.number().int().min(1).optional(),
  NextToken: z.string().min(1).max(255).optional(),
});

/** DetectDocumentText's input: exactly one of bytes and place. */
export function detectDocumentTextRequest(
  input: Shape,
): { readonly bytes: Uint8Array } | { readonly s3Object: S3Object } {
  const { Document } = parse(detectRequest, input);
  if ((Document.Bytes === undefined) === (Document.S3Object === undefined)) {
    throw textractErrors.invalidParameter('Document must have either Bytes or S3Object');
  }
  return Document.Bytes !== undefined ? { bytes: Document.Bytes } : { s3Object: Document.S3Object! };
}

/** StartDocumentTextDetection's input. */
export type StartDetectionRequest = z.infer<typeof startRequest>;

/** Parses StartDocumentTextDetection's input. A customer key for the output is rejected by name. */
export function startDocumentTextDetectionRequest(input: Shape): StartDetectionRequest {
  if (input['KMSKeyId'] !== undefined)
    throw textractErrors.notModelled('StartDocumentTextDetection', 'the parameter KMSKeyId');
  return parse(startRequest, input);
}

/** Parses GetDocumentTextDetection's input. */
export function getDocumentTextDetectionRequest(input: Shape): z.infer<typeof getRequest> {
  return parse(getRequest, input);
}

function parse<Schema extends z.ZodType>(schema: Schema, input: Shape): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the request'}: ${issue.message}`);
  throw textractErrors.invalidParameter(issues.join('; '));
}
