import { type RuleSeverities, rules } from '../check';
import { isJsonObject, type Json } from '../definition';
import { type ConfigurableRuleId, type Diagnostic, didYouMean, ruleIds } from '../diagnostics';
import { type ParsedDefinition, parseDefinition } from '../load';
import { type CostAssumptions, readCost } from './cost-section';
import { mustBe, type Problem, readSection, type Settings, unknownKey } from './section';

/** The settings of an asl.config.yaml, and what is wrong with them; a setting that is wrong does not apply. */
export interface CheckConfig {
  readonly file: string;
  readonly text: string;
  readonly severities: RuleSeverities;
  /** `local`: paths as they are written, relative to the folder of the file. */
  readonly local: LocalSettings;
  /** `cost`: what `asl cost` assumes, where it is not the default. */
  readonly cost: Partial<CostAssumptions>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What `asl local` uses of a project besides its synthesised stacks. */
export type LocalSettings = Readonly<Partial<Record<(typeof localKeys)[number], string>>>;

/**
 * `converse`: a module that answers Converse where no other model is chosen. `answers`: a module that answers executions of sample runs
 * that wait for a person. `executions`: a module that describes executions while they are served. `sourceMaps`: the folder of the
 * functions' zips with a source map beside each.
 */
const localKeys = ['converse', 'answers', 'executions', 'sourceMaps'] as const;

type Severity = 'error' | 'warning' | 'off';

const severityNames: readonly string[] = ['error', 'warning', 'off'] satisfies readonly Severity[];
const configurable: readonly string[] = [...rules.map(({ id }) => id), ...ruleIds.ignoring];

const sections = ['rules', 'local', 'cost'];

/**
 * Reads the text of an asl.config.yaml: `rules: { rule-id: error | warning | off }`, `local: { converse: ./module }` and
 * `cost: { modelId: … }`. An empty file has no settings.
 */
export function parseCheckConfig(text: string, file: string): CheckConfig {
  const none = { file, text, severities: new Map(), local: {}, cost: {} };
  if (text.replace(/^\s*#.*$/gm, '').trim() === '') return { ...none, diagnostics: [] };
  const { definition: parsed, diagnostics } = parseDefinition(text, file);
  if (parsed === undefined) return { ...none, diagnostics };
  const { value } = parsed;
  if (!isJsonObject(value)) {
    const problem = mustBe('the configuration', 'an object', value, []);
    return { ...none, diagnostics: [...diagnostics, inFile(parsed)(problem)] };
  }
  const unknown = Object.keys(value).filter((key) => !sections.includes(key));
  const { settings, problems: ofRules } = readRules(value['rules'] ?? {});
  const { settings: local, problems: ofLocal } = readLocal(value['local'] ?? {});
  const { settings: cost, problems: ofCost } = readCost(value['cost'] ?? {});
  const ofSections = [...ofRules, ...ofLocal, ...ofCost];
  const problems = [...unknown.map((key) => unknownKey(key, [key], sections)), ...ofSections];
  return {
    file,
    text,
    severities: new Map(settings),
    local: Object.fromEntries(local),
    cost: Object.fromEntries(cost),
    diagnostics: [...diagnostics, ...problems.map(inFile(parsed))],
  };
}

function inFile(parsed: ParsedDefinition): (problem: Problem) => Diagnostic {
  return ({ path, ...problem }) => {
    const span = problem.ruleId === 'unknown-config-key' ? parsed.keySpanOf(path) : parsed.spanOf(path);
    return { severity: 'error', ...problem, span };
  };
}

function readRules(given: Json): Settings<ConfigurableRuleId, Severity> {
  const { settings, problems } = readSection(['rules'], given, severityProblem);
  return { settings: settings as [ConfigurableRuleId, Severity][], problems };
}

function readLocal(given: Json): Settings<string, string> {
  const { settings, problems } = readSection(['local'], given, pathProblem);
  return { settings: settings as [string, string][], problems };
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
