import { z } from 'zod';
import { ServiceError, type Shape } from '../service';

/** `roleArn` of a request for a job. */
export const roleArnSchema = z.string().regex(/^arn:aws(-[^:]+)?:iam::\d{12}:role\/.+$/, "must be a role's ARN");

/** `clientRequestToken` of a request for a job. */
export const clientRequestTokenSchema = z
  .string()
  .max(256)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/)
  .optional();

const identifier = z.strictObject({ jobIdentifier: z.string().min(1).max(1011) });

/** Returns the job that a Get or Stop request names. Throws ValidationException. */
export function jobIdentifierOf(input: Shape): string {
  return parseRequest(identifier, input).jobIdentifier;
}

/** Parses an operation's input; a member that is undefined is absent. Throws ValidationException that lists every problem. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: Shape): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`);
  throw validation(problems.join('; '));
}

/** Throws NotModelledError that names the first of these members in the input. */
export function refuseMembers(operation: string, members: readonly string[], input: Shape): void {
  const refused = members.find((name) => input[name] !== undefined);
  if (refused !== undefined) throw refusal(operation, `the parameter ${refused}`);
}

/** Returns ValidationException as Bedrock does. */
export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** Returns the error for a known feature that is not modelled. */
export function refusal(operation: string, what: string): ServiceError {
  return new ServiceError(
    'NotModelledError',
    `the local implementation of bedrock does not support ${what} of ${operation}`,
    501,
  );
}
