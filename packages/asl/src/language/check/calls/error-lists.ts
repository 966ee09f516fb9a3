import type { CheckedCall } from './service-calls';

/** The errors of a call, as its API lists them. */
export interface ErrorList {
  /** What the names begin with: `DynamoDb.`, of the optimized integration `DynamoDB.`. */
  readonly prefix: string;
  readonly errors: readonly string[];
  /** Those of the whole service; collected when they are asked for. */
  readonly all: () => readonly string[];
  /** Those of the call that ask to slow down. */
  readonly throttles: readonly string[];
}

/** Optimized integrations whose names of errors AWS documents. */
const optimizedPrefixes: Readonly<Record<string, string>> = { dynamodb: 'DynamoDB', lambda: 'Lambda' };

/** Returns the errors of a call; undefined if the table does not have them, or what their names begin with is not documented. */
export function errorListOf({ call, resource }: CheckedCall): ErrorList | undefined {
  const { model, operation } = call ?? {};
  const prefix = resource.sdk ? model?.errorPrefix : optimizedPrefixes[resource.service];
  const errors = operation?.errors ?? [];
  if (model === undefined || prefix === undefined) return undefined;
  return {
    prefix,
    errors,
    all: () => Object.values(model.operations).flatMap((each) => each.errors ?? []),
    throttles: errors.filter((error) => model.throttles.includes(error)),
  };
}

/** The form in which names of errors are compared: definitions have them with and without the suffix, and with other capitals. */
export function plainError(name: string): string {
  return name.toLowerCase().replace(/(?:exception|fault|error)+$/, '');
}
