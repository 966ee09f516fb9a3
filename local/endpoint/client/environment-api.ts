import { z } from 'zod';
import type { Json } from '../../../asl/definition';
import type { WebApi } from '../web-api';

/** Where the endpoint says what it serves. */
export const environmentPrefix = '/_environment';

/** What an endpoint serves: another process finds tables, queues and buckets by it. */
export interface ServedEnvironment {
  readonly environment: string;
  /** The outputs of its stack. */
  readonly outputs: Readonly<Record<string, Json>>;
}

/** Answers with what is served. */
export function environmentApi(served: ServedEnvironment): WebApi {
  const body = JSON.stringify(served);
  return async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body });
}

const servedSchema = z.object({ environment: z.string(), outputs: z.record(z.string(), z.json()) });

/** Asks an endpoint what it serves; undefined if nothing answers in time, or something else does. */
export async function askEnvironment(
  endpointUrl: string,
  milliseconds: number,
): Promise<ServedEnvironment | undefined> {
  try {
    const response = await fetch(`${endpointUrl}${environmentPrefix}`, { signal: AbortSignal.timeout(milliseconds) });
    return response.ok ? servedSchema.parse(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}
