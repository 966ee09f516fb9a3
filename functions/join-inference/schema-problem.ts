type Schema = Readonly<Record<string, unknown>>;
type Check = (schema: Schema, value: unknown, path: string) => string | undefined;

/**
 * Returns what is wrong with a value by a JSON schema of `type`, `enum`, `required`, `properties`,
 * `additionalProperties: false`, `items`, `minimum` and `maximum`, the keywords of this project's tools; undefined
 * without a problem. Throws an Error for other keywords except descriptions, so that no check is skipped silently.
 */
export function schemaProblem(schema: Schema, value: unknown, path = 'the answer'): string | undefined {
  for (const keyword of Object.keys(schema)) {
    if (!Object.hasOwn(checks, keyword)) throw new Error(`the schema says ${keyword}, which is not checked here`);
  }
  for (const check of Object.values(checks)) {
    const problem = check(schema, value, path);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const none: Check = () => undefined;

/** By keyword, in the order in which they are checked. */
const checks: Readonly<Record<string, Check>> = {
  description: none,
  type: ({ type }, value, path) =>
    type === undefined || typeOf(value) === type || (type === 'integer' && Number.isInteger(value))
      ? undefined
      : `${path} must be of type ${String(type)}, it is ${typeOf(value)}`,
  enum: ({ enum: values }, value, path) =>
    Array.isArray(values) && !values.includes(value) ? `${path} must be one of ${values.join(', ')}` : undefined,
  minimum: ({ minimum }, value, path) =>
    typeof minimum === 'number' && Number(value) < minimum ? `${path} must be at least ${minimum}` : undefined,
  maximum: ({ maximum }, value, path) =>
    typeof maximum === 'number' && Number(value) > maximum ? `${path} must be at most ${maximum}` : undefined,
  required: ({ required }, value, path) => {
    const missing = (Array.isArray(required) ? required : []).find((name) => !Object.hasOwn(Object(value), name));
    return missing === undefined ? undefined : `${path} lacks ${String(missing)}`;
  },
  properties: ({ properties }, value, path) =>
    firstProblem(
      Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>).filter(([name]) =>
        Object.hasOwn(Object(value), name),
      ),
      ([name, schema]) => schemaProblem(schema, (value as Schema)[name], `${path}.${name}`),
    ),
  additionalProperties: ({ additionalProperties, properties }, value, path) => {
    if (additionalProperties !== false) return undefined;
    const extra = Object.keys(Object(value)).find((name) => !Object.hasOwn(Object(properties), name));
    return extra === undefined ? undefined : `${path} must not have ${extra}`;
  },
  items: ({ items }, value, path) =>
    items === undefined || !Array.isArray(value)
      ? undefined
      : firstProblem([...value.entries()], ([index, item]) =>
          schemaProblem(items as Schema, item, `${path}[${index}]`),
        ),
};

function firstProblem<Item>(items: readonly Item[], problemOf: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
