import type { z } from 'zod';
import { UserError } from '../language/diagnostics';

/** Checks what a page has sent. Throws a UserError that names the member. */
export function checked<Shape extends z.ZodType>(shape: Shape, input: unknown): z.infer<Shape> {
  const result = shape.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const member = issue === undefined || issue.path.length === 0 ? 'the input' : `\`${issue.path.join('.')}\``;
  throw new UserError(`${member}: ${issue?.message ?? 'has another shape'}`);
}
