import type { z } from 'zod';
import { CannotRunError } from './cannot-run-error';

/**
 * Returns a value checked with a schema. Throws CannotRunError that names the location and the first member that is wrong; `whole`:
 * the name used for the value itself.
 */
export function checkedShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { location, whole }: { readonly location: string; readonly whole: string },
): z.output<Schema> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new CannotRunError(`${location}: ${issue?.path.join('.') || whole}: ${issue?.message}`);
}
