import { isJsonObject, type Json, type JsonObject } from '../../../../asl/definition';

/** A diagnostic of ValidateStateMachineDefinition. */
export interface DefinitionDiagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** `/States/Name/Field`; absent where the text is no JSON. */
  readonly location?: string;
}

/**
 * The three things that AWS warns of: a path where only a `.$` key makes it one (NO_DOLLAR), a path in a field that takes a constant
 * (NO_PATH), a `.$` key in a Pass state's constant Result (PASS_RESULT_IS_STATIC).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export function definitionWarnings(definition: JsonObject): readonly DefinitionDiagnostic[] {
  return [...inScope(definition, '', definition['QueryLanguage'])];
}

function* inScope(scope: Json | undefined, path: string, language: Json | undefined): Generator<DefinitionDiagnostic> {
  const states: Json | undefined = isJsonObject(scope) ? scope['States'] : undefined;
  if (!isJsonObject(states)) return;
  for (const [name, state] of Object.entries(states)) {
    if (!isJsonObject(state)) continue;
    const at = `${path}/States/${name}`;
    if ((state['QueryLanguage'] ?? language) !== 'JSONata') yield* inState(state, at);
    yield* inScope(state['ItemProcessor'], `${at}/ItemProcessor`, language);
    yield* inScope(state['Iterator'], `${at}/Iterator`, language);
    const { Branches: branches } = state;
    if (!Array.isArray(branches)) continue;
    for (const [index, branch] of (branches as readonly Json[]).entries())
      yield* inScope(branch, `${at}/Branches[${index}]`, language);
  }
}

const templates = ['Parameters', 'ResultSelector', 'ItemSelector'] as const;

function* inState(state: JsonObject, at: string): Generator<DefinitionDiagnostic> {
  for (const field of templates) {
    for (const path of keysWithPaths(state[field], `${at}/${field}`))
      yield warning('NO_DOLLAR', "No '.$' on a field that appears to be a JSONPath or Context Object path", path);
  }
  if (state['Type'] === 'Pass') {
    for (const path of dollarKeys(state['Result'], `${at}/Result`))
      yield warning('PASS_RESULT_IS_STATIC', 'Attempted to use a path in a Pass state Result, which is static', path);
  }
  const { Choices: choices } = state;
  if (!Array.isArray(choices)) return;
  for (const [index, rule] of (choices as readonly Json[]).entries()) yield* inRule(rule, `${at}/Choices[${index}]`);
}

function* inRule(rule: Json | undefined, at: string): Generator<DefinitionDiagnostic> {
  if (!isJsonObject(rule)) return;
  for (const [field, value] of Object.entries(rule)) {
    const isComparison = /^(String|Numeric|Timestamp|Boolean)(?!.*Path$)/.test(field);
    if (isComparison && looksLikePath(value))
      yield warning(
        'NO_PATH',
        `'${field}' appears to be a path; its name would have to end in 'Path'`,
        `${at}/${field}`,
      );
    if (field === 'And' || field === 'Or')
      for (const [index, inner] of (Array.isArray(value) ? (value as readonly Json[]) : []).entries())
        yield* inRule(inner, `${at}/${field}[${index}]`);
    if (field === 'Not') yield* inRule(value, `${at}/Not`);
  }
}

function* keysWithPaths(value: Json | undefined, at: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* keysWithPaths(item, `${at}[${index}]`);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (!key.endsWith('.$') && looksLikePath(member)) yield `${at}/${key}`;
      else yield* keysWithPaths(member, `${at}/${key}`);
    }
  }
}

function* dollarKeys(value: Json | undefined, at: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* dollarKeys(item, `${at}[${index}]`);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key.endsWith('.$')) yield `${at}/${key}`;
      else yield* dollarKeys(member, `${at}/${key}`);
    }
  }
}

function looksLikePath(value: Json): boolean {
  return typeof value === 'string' && (/^\$\$?(\.|\[|$)/.test(value) || /^States\.[A-Z]\w+\(/.test(value));
}

function warning(code: string, message: string, location: string): DefinitionDiagnostic {
  return { severity: 'WARNING', code, message, location };
}
