import type { z } from 'zod';
import { CannotRunError } from './cannot-run-error';

/** A value as a schema has it. Throws CannotRunError naming the place and the first member that is wrong; `whole`: what the value itself is called. */
export function checkedShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { place, whole }: { readonly place: string; readonly whole: string },
): z.output<Schema> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new CannotRunError(`${place}: ${issue?.path.join('.') || whole}: ${issue?.message}`);
}
