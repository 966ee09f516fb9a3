import { z } from 'zod';
import { ServiceError } from '../../service';
import { type ModelServer, requestJson } from './request-json';
import { serverErrorOf } from './server-error';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })).nullable() });

/** Seconds for the list of models: it needs no model to be loaded. */
const listSeconds = 15;

/** Returns the ids of GET /models. Throws ServiceError: without a connection, for another status, and for another server. */
export async function listModels(server: ModelServer, signal?: AbortSignal): Promise<readonly string[]> {
  const request = { path: '/models', timeoutSeconds: listSeconds, ...(signal === undefined ? {} : { signal }) };
  const response = await requestJson(server, request);
  if (response.status !== 200) throw serverErrorOf(server, response);
  const ids = idsIn(response.text);
  if (ids !== undefined) return ids;
  throw new ServiceError('ModelErrorException', `${server.baseUrl}/models is not a list of models`, 424);
}

function idsIn(text: string): readonly string[] | undefined {
  try {
    return (modelList.parse(JSON.parse(text)).data ?? []).map(({ id }) => id);
  } catch {
    return undefined;
  }
}
