import { type RuleSeverities, rules } from '../check';
import { isJsonObject, type Json } from '../definition';
import { type ConfigurableRuleId, type Diagnostic, didYouMean, type RuleId, ruleIds } from '../diagnostics';
import { type ParsedDefinition, parseDefinition } from '../load';

/** The settings of an asl.config.yaml, and what is wrong with them; a setting that is wrong does not apply. */
export interface CheckConfig {
  readonly file: string;
  readonly text: string;
  readonly severities: RuleSeverities;
  readonly diagnostics: readonly Diagnostic[];
}

type Severity = 'error' | 'warning' | 'off';

const severityNames: readonly string[] = ['error', 'warning', 'off'] satisfies readonly Severity[];
const configurable: readonly string[] = [...rules.map(({ id }) => id), ...ruleIds.ignoring];

/** Reads the text of an asl.config.yaml: `rules: { rule-id: error | warning | off }`. An empty file has no settings. */
export function parseCheckConfig(text: string, file: string): CheckConfig {
  if (text.replace(/^\s*#.*$/gm, '').trim() === '') return { file, text, severities: new Map(), diagnostics: [] };
  const { definition: parsed, diagnostics } = parseDefinition(text, file);
  if (parsed === undefined) return { file, text, severities: new Map(), diagnostics };
  const { settings, problems } = readRules(parsed);
  return { file, text, severities: new Map(settings), diagnostics: [...diagnostics, ...problems.map(inFile(parsed))] };
}

interface Problem {
  readonly ruleId: Extract<RuleId, 'unknown-config-key' | 'wrong-config-value'>;
  readonly message: string;
  readonly path: readonly string[];
  readonly help?: string;
}

interface Settings {
  readonly settings: readonly (readonly [ConfigurableRuleId, Severity])[];
  readonly problems: readonly Problem[];
}

function inFile(parsed: ParsedDefinition): (problem: Problem) => Diagnostic {
  return ({ path, ...problem }) => {
    const span = problem.ruleId === 'unknown-config-key' ? parsed.keySpanOf(path) : parsed.spanOf(path);
    return { severity: 'error', ...problem, span };
  };
}

function readRules({ value }: ParsedDefinition): Settings {
  if (!isJsonObject(value)) return { settings: [], problems: [mustBe('the configuration', 'an object', value, [])] };
  const unknown = Object.keys(value).filter((key) => key !== 'rules');
  const problems = unknown.map((key) => unknownKey(key, [key], ['rules']));
  const given: Json = value['rules'] ?? {};
  if (!isJsonObject(given)) {
    return { settings: [], problems: [...problems, mustBe('`rules`', 'an object', given, ['rules'])] };
  }
  const wrong = Object.entries(given).map(([id, severity]) => problemOf(id, severity));
  const right = Object.entries(given).filter((_, index) => wrong[index] === undefined);
  return {
    settings: right as [ConfigurableRuleId, Severity][],
    problems: [...problems, ...wrong.filter((problem) => problem !== undefined)],
  };
}

function problemOf(id: string, severity: Json): Problem | undefined {
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
    : path.length === 1
      ? 'is not a setting'
      : 'is not a rule';
  return {
    ruleId: 'unknown-config-key',
    message: `\`${key}\` ${what}`,
    path,
    help: isOther ? undefined : didYouMean(key, known),
  };
}
