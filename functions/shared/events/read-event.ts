import * as z from 'zod/mini';

/**
 * An event without members that its sender documents. It is not processed: its function fails, and Lambda passes it to
 * the failure destination.
 */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

/**
 * Checks an event that another service sends, and returns the members that the schema names. Schemas are those of
 * zod/mini: 14 KB of a bundle and 6 ms of a cold start, where zod is 450 KB and 45 ms. Throws MalformedEvent with each
 * invalid member.
 */
export function readEvent<Schema extends z.ZodMiniType>(schema: Schema, event: unknown): z.infer<Schema> {
  const result = z.safeParse(schema, event);
  if (result.success) return result.data;
  throw new MalformedEvent(result.error.issues.map(describeIssue).join('; '));
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.length === 0 ? 'the event' : `\`${issue.path.join('.')}\` of the event`;
  return issue.code === 'invalid_type' ? `${path} must be of type ${issue.expected}` : `${path}: ${issue.message}`;
}
