import type { HttpApi, HttpRoute } from './http-api';

/** The route of a request, and the values of its parameters. */
export interface MatchedRoute {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Returns the route of a request; undefined without one. A route without parameters is preferred. */
export function matchRoute({ routes }: HttpApi, method: string, path: string): MatchedRoute | undefined {
  const parts = path.split('/').slice(1);
  const matching = routes.filter((route) => route.method === method && matches(route.parts, parts));
  const [route] = matching.sort((a, b) => parametersOf(a.parts).length - parametersOf(b.parts).length);
  if (route === undefined) return undefined;
  const pathParameters = parametersOf(route.parts).map(({ name, index }) => [name, decodeSegment(parts[index] ?? '')]);
  return { route, pathParameters: Object.fromEntries(pathParameters) };
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.length !== parts.length) return false;
  return pattern.every((part, index) => part === parts[index] || (part.startsWith('{') && parts[index] !== ''));
}

function parametersOf(pattern: readonly string[]): { readonly name: string; readonly index: number }[] {
  return pattern.flatMap((part, index) => (part.startsWith('{') ? [{ name: part.slice(1, -1), index }] : []));
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
