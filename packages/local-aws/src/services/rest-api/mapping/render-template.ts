import { isJsonObject, type Json, type JsonObject, memberOf } from '@document-pipelines/asl/definition';
import { compileJsonPath } from '@document-pipelines/asl/expressions';
import { Compile } from 'velocityjs';
import { parseTemplate } from './check-template';
import { callMethod } from './java-methods';
import { templateUtilities } from './template-utilities';

/** Variables of a template. */
export interface TemplateVariables {
  /** The body that is mapped, as a string: of the request, or of the integration's response. */
  readonly body: string;
  /** `$input.params('name')`: of path, query string and headers, in this order. */
  readonly params: Readonly<Record<string, string>>;
  /** `$context`, without its overrides. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A template's text, and what it overrides. */
export interface RenderedTemplate {
  readonly text: string;
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Evaluates a mapping template: Velocity by velocityjs, its values with Java's methods. The content of a value is never evaluated.
 * Throws NotModelledError, and InternalFailure if AWS returns 500.
 */
export function renderTemplate(template: string, variables: TemplateVariables): RenderedTemplate {
  const override: { status?: unknown; header: Record<string, unknown> } = { header: {} };
  const { context, stageVariables } = variables;
  const compiled = new Compile(parseTemplate(template), {
    escape: false,
    customMethodHandlers: [{ uid: 'java', match: () => true, resolve: callMethod }],
  });
  const text = compiled.render({
    input: inputOf(variables),
    util: { ...templateUtilities },
    context: { ...context, responseOverride: override },
    stageVariables,
  });
  const headers = Object.entries(override.header).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    text,
    headers: Object.fromEntries(headers),
    ...(override.status === undefined ? {} : { statusCode: Number(override.status) }),
  };
}

/** Returns `$input`. A body that is not JSON does not have members. */
function inputOf({ body, params }: TemplateVariables): object {
  const parsed = parsedBody(body);
  const find = (path: unknown): Json | undefined =>
    parsed === undefined ? undefined : compileJsonPath(String(path)).find(parsed, null, {});
  return {
    body,
    json: (path: unknown) => JSON.stringify(find(path) ?? ''),
    path: (path: unknown) => asJavaValue(find(path)),
    params: (name: unknown) => memberOf(params, String(name)) ?? '',
  };
}

function parsedBody(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** A missing value is an empty string. Java prints a map as `{a=b}`, which is never intended, so printing one is an error here. */
function asJavaValue(value: Json | undefined): unknown {
  if (value === undefined || value === null) return '';
  if (!isJsonObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asJavaValue(each)])) as JsonObject;
  return Object.defineProperty(copy, 'toString', {
    value: () => {
      throw new Error('mapping templates: an object is not text; $input.json gives its JSON');
    },
  });
}
