/** The API's answer to something that it cannot do: what happened, and what a person can do. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly help: string | undefined,
    readonly status: number,
  ) {
    super(message);
  }
}

/** What a query is made of; undefined is left out, an array is repeated. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Returns the address of a GET request of the API. */
export function apiAddress(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of value === undefined ? [] : [value].flat()) search.append(name, String(each));
  return `/api/${path}?${search.toString()}`;
}

/** Reads from the API. Rejects with an ApiError, and with a DOMException if it is aborted. */
export async function get<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return answerOf<Answer>(await fetch(apiAddress(path, query), { signal: signal ?? null }));
}

/** What an act did, or what must be confirmed first. */
export type ActAnswer<Done> =
  | { readonly done: Done }
  | { readonly confirm: { readonly text: string; readonly code: string } };

/**
 * Does something: `act('reviews/approve', ids)`. On an account the answer asks for a confirmation: show its text, and call again with its
 * code. Rejects with an ApiError.
 */
export async function act<Done>(name: string, input: unknown, confirmation?: string): Promise<ActAnswer<Done>> {
  const body = JSON.stringify(confirmation === undefined ? { input } : { input, confirmation });
  const headers = { 'content-type': 'application/json' };
  return answerOf<ActAnswer<Done>>(await fetch(`/api/acts/${name}`, { method: 'POST', headers, body }));
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer;
  const text = await response.text();
  const { message = text.trim(), help } = errorIn(text);
  throw new ApiError(message === '' ? response.statusText : message, help, response.status);
}

function errorIn(text: string): { readonly message?: string; readonly help?: string } {
  try {
    return (JSON.parse(text) as { error?: { message?: string; help?: string } }).error ?? {};
  } catch {
    return {};
  }
}
