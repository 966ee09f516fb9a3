import type { Json } from '@document-pipelines/asl/definition';
import { z } from 'zod';
import type { WebApi } from '../web-api';

/** The path at which the endpoint describes what it serves. */
export const environmentPrefix = '/_environment';

/** What an endpoint serves. Another process uses it to find tables, queues and buckets. */
export interface ServedEnvironment {
  readonly environment: string;
  readonly region: string;
  /** The outputs of its stack. */
  readonly outputs: Readonly<Record<string, Json>>;
}

/** Returns an API that describes what is served. */
export function environmentApi(served: ServedEnvironment): WebApi {
  const body = JSON.stringify(served);
  return async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body });
}

const servedSchema = z.object({ environment: z.string(), region: z.string(), outputs: z.record(z.string(), z.json()) });

/** Asks an endpoint what it serves. Returns undefined without a response in time, or if another program responds. */
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
