import { isJsonObject, type Json } from '../definition';
import { didYouMean, type RuleId, ruleIds } from '../diagnostics';

/** A mistake in an asl.config.yaml, with the keys that lead to it. */
export interface Problem {
  readonly ruleId: Extract<RuleId, 'unknown-config-key' | 'wrong-config-value'>;
  readonly message: string;
  readonly path: readonly string[];
  readonly help?: string;
}

/** The settings of a section that are right, and what is wrong with the others. */
export interface Settings<Name, Value> {
  readonly settings: readonly (readonly [Name, Value])[];
  readonly problems: readonly Problem[];
}

/** Reads a section, or an object in one, whose keys `path` names: every setting for which `problemsOf` has none. */
export function readSection(
  path: readonly string[],
  given: Json,
  problemsOf: (key: string, value: Json) => Problem | readonly Problem[] | undefined,
): Settings<string, Json> {
  if (!isJsonObject(given)) return { settings: [], problems: [mustBe(`\`${path.at(-1)}\``, 'an object', given, path)] };
  const checked = Object.entries(given).map(([key, value]) => {
    const problems = [problemsOf(key, value) ?? []].flat();
    return { key, value, problems };
  });
  return {
    settings: checked.flatMap(({ key, value, problems }) => (problems.length === 0 ? [[key, value] as const] : [])),
    problems: checked.flatMap(({ problems }) => problems),
  };
}

/** The problem of a value that is not what is wanted. */
export function mustBe(what: string, wanted: string, value: Json, path: readonly string[]): Problem {
  return { ruleId: 'wrong-config-value', message: `${what} must be ${wanted}, got \`${JSON.stringify(value)}\``, path };
}

/** The problem of a key that is none of the known ones. */
export function unknownKey(key: string, path: readonly string[], known: readonly string[]): Problem {
  const isOther = (Object.values(ruleIds).flat() as string[]).includes(key);
  const what = isOther
    ? 'is not a rule whose severity can be set'
    : path[0] === 'rules' && path.length === 2
      ? 'is not a rule'
      : 'is not a setting';
  return {
    ruleId: 'unknown-config-key',
    message: `\`${key}\` ${what}`,
    path,
    help: isOther ? undefined : didYouMean(key, known),
  };
}
