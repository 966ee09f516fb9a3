import { ServiceError } from './service';

/** Returns the message of an error; of a service's error, with its code. */
export function messageOf(error: unknown): string {
  if (error instanceof ServiceError) return `${error.name}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
