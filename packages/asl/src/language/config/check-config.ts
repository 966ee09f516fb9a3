import { type RuleSeverities, rules } from '../check';
import { isJsonObject, type Json } from '../definition';
import { type ConfigurableRuleId, type Diagnostic, didYouMean, type RuleId, ruleIds } from '../diagnostics';
import { type ParsedDefinition, parseDefinition } from '../load';

/** The settings of an asl.config.yaml, and what is wrong with them; a setting that is wrong does not apply. */
export interface CheckConfig {
  readonly file: string;
  readonly text: string;
  readonly severities: RuleSeverities;
  /** `local`: paths as they are written, relative to the folder of the file. */
  readonly local: LocalSettings;
  readonly diagnostics: readonly Diagnostic[];
}

/** What `asl local` uses of a project besides its synthesised stacks. */
export type LocalSettings = Readonly<Partial<Record<(typeof localKeys)[number], string>>>;

/**
 * `converse`: a module that answers Converse where no other model is chosen. `answers`: a module that answers executions of sample runs
 * that wait for a person. `sourceMaps`: the folder of the functions' zips with a source map beside each.
 */
const localKeys = ['converse', 'answers', 'sourceMaps'] as const;

type Severity = 'error' | 'warning' | 'off';

const severityNames: readonly string[] = ['error', 'warning', 'off'] satisfies readonly Severity[];
const configurable: readonly string[] = [...rules.map(({ id }) => id), ...ruleIds.ignoring];

/** Reads the text of an asl.config.yaml: `rules: { rule-id: error | warning | off }` and `local: { converse: ./module }`. An empty file has no settings. */
export function parseCheckConfig(text: string, file: string): CheckConfig {
  if (text.replace(/^\s*#.*$/gm, '').trim() === '')
    return { file, text, severities: new Map(), local: {}, diagnostics: [] };
  const { definition: parsed, diagnostics } = parseDefinition(text, file);
  if (parsed === undefined) return { file, text, severities: new Map(), local: {}, diagnostics };
  const { value } = parsed;
  if (!isJsonObject(value)) {
    const problem = mustBe('the configuration', 'an object', value, []);
    return { file, text, severities: new Map(), local: {}, diagnostics: [...diagnostics, inFile(parsed)(problem)] };
  }
  const unknown = Object.keys(value).filter((key) => key !== 'rules' && key !== 'local');
  const { settings, problems: ofRules } = readRules(value['rules'] ?? {});
  const { settings: local, problems: ofLocal } = readLocal(value['local'] ?? {});
  const problems = [...unknown.map((key) => unknownKey(key, [key], ['rules', 'local'])), ...ofRules, ...ofLocal];
  return {
    file,
    text,
    severities: new Map(settings),
    local: Object.fromEntries(local),
    diagnostics: [...diagnostics, ...problems.map(inFile(parsed))],
  };
}

interface Problem {
  readonly ruleId: Extract<RuleId, 'unknown-config-key' | 'wrong-config-value'>;
  readonly message: string;
  readonly path: readonly string[];
  readonly help?: string;
}

interface Settings<Name, Value> {
  readonly settings: readonly (readonly [Name, Value])[];
  readonly problems: readonly Problem[];
}

function inFile(parsed: ParsedDefinition): (problem: Problem) => Diagnostic {
  return ({ path, ...problem }) => {
    const span = problem.ruleId === 'unknown-config-key' ? parsed.keySpanOf(path) : parsed.spanOf(path);
    return { severity: 'error', ...problem, span };
  };
}

function readRules(given: Json): Settings<ConfigurableRuleId, Severity> {
  const { settings, problems } = readSection('rules', given, severityProblem);
  return { settings: settings as [ConfigurableRuleId, Severity][], problems };
}

function readLocal(given: Json): Settings<string, string> {
  const { settings, problems } = readSection('local', given, pathProblem);
  return { settings: settings as [string, string][], problems };
}

function readSection(
  name: string,
  given: Json,
  problemOf: (key: string, value: Json) => Problem | undefined,
): Settings<string, Json> {
  if (!isJsonObject(given)) return { settings: [], problems: [mustBe(`\`${name}\``, 'an object', given, [name])] };
  const checked = Object.entries(given).map(([key, value]) => ({ key, value, problem: problemOf(key, value) }));
  return {
    settings: checked.flatMap(({ key, value, problem }) => (problem === undefined ? [[key, value] as const] : [])),
    problems: checked.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  };
}

function pathProblem(key: string, value: Json): Problem | undefined {
  const path = ['local', key];
  if (!(localKeys as readonly string[]).includes(key)) return unknownKey(key, path, localKeys);
  return typeof value === 'string' && value !== '' ? undefined : mustBe(`\`${key}\``, 'a path', value, path);
}

function severityProblem(id: string, severity: Json): Problem | undefined {
  const path = ['rules', id];
  if (!configurable.includes(id)) return unknownKey(id, path, configurable);
  if (typeof severity !== 'string' || !severityNames.includes(severity)) {
    const near = typeof severity === 'string' ? didYouMean(severity, severityNames) : undefined;
    return { ...mustBe(`\`${id}\``, '`error`, `warning` or `off`', severity, path), help: near };
  }
  if (severity === 'error' || rules.find((rule) => rule.id === id)?.rejectedBy !== 'aws') return undefined;
  const message = `\`${id}\` is always an error: CreateStateMachine rejects what it finds`;
  return { ruleId: 'wrong-config-value', message, path, help: 'remove the line' };
}

function mustBe(what: string, wanted: string, value: Json, path: readonly string[]): Problem {
  return { ruleId: 'wrong-config-value', message: `${what} must be ${wanted}, got \`${JSON.stringify(value)}\``, path };
}

function unknownKey(key: string, path: readonly string[], known: readonly string[]): Problem {
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
