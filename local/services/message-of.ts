import { ServiceError } from './service';

/** What people read of an error: a service's with its code. */
export function messageOf(error: unknown): string {
  if (error instanceof ServiceError) return `${error.name}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
