import type { JsonObject, QueryLanguage, Scope, State } from '../definition';
import { expressionTextsOf } from './expression-texts';
import { type IntrinsicSyntax, parseIntrinsic } from './intrinsics/parse-intrinsic';
import { parseJsonata } from './jsonata/evaluator/syntax';
import { expressionIn } from './jsonata/jsonata-text';
import { library } from './jsonata/library/library';
import { freeVariablesIn } from './jsonata/walk-syntax';
import { parseJsonPath } from './jsonpath/parse-json-path';

/**
 * Returns the variables that each state reads, as DescribeStateMachine returns them: state name → variable names,
 * sorted. States without reads are left out. What cannot be parsed is skipped: a check reports it.
 */
export function findVariableReferences(
  definition: Scope & { readonly QueryLanguage?: QueryLanguage },
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(referencesIn(definition, definition.QueryLanguage ?? 'JSONPath'));
}

/**
 * Returns the variables that a JSONata expression reads, without names that it binds itself, functions and `$states`.
 * Throws Error.
 */
export function variablesOfJsonata(text: string): readonly string[] {
  const names = [...freeVariablesIn(parseJsonata(expressionIn(text)))].map(({ name }) => name);
  return [...new Set(names)].filter((name) => name !== 'states' && !library.has(name)).sort();
}

/** Returns the variables that a JSONPath or an intrinsic function call reads. Throws Error. */
export function variablesOfJsonPath(text: string): readonly string[] {
  const found = new Set<string>();
  for (const path of text.startsWith('$') ? [text] : pathsOf(parseIntrinsic(text))) {
    const { root } = parseJsonPath(path);
    if (root.kind === 'variable') found.add(root.name);
  }
  return [...found].sort();
}

/** The paths among the arguments of an intrinsic function call and of the calls in it. */
export function pathsOf(syntax: IntrinsicSyntax): string[] {
  if (syntax.kind === 'path') return [syntax.text];
  return syntax.kind === 'call' ? syntax.arguments.flatMap(pathsOf) : [];
}

function* referencesIn(scope: Scope, outerLanguage: QueryLanguage): Generator<[string, readonly string[]]> {
  for (const [name, state] of Object.entries(scope.States ?? {})) {
    const language = state.QueryLanguage ?? outerLanguage;
    const texts = [...expressionTextsOf(state as unknown as JsonObject, language)].map(({ text }) => text);
    const found = new Set(texts.flatMap((text) => variablesOf(text, language)));
    if (found.size > 0) yield [name, [...found].sort()];
    for (const inner of innerScopes(state)) yield* referencesIn(inner, outerLanguage);
  }
}

function innerScopes(state: State): readonly Scope[] {
  if (state.Type === 'Parallel') return state.Branches ?? [];
  if (state.Type !== 'Map') return [];
  return [state.ItemProcessor, state.Iterator].filter((scope) => scope !== undefined);
}

function variablesOf(text: string, language: QueryLanguage): readonly string[] {
  try {
    return language === 'JSONata' ? variablesOfJsonata(text) : variablesOfJsonPath(text);
  } catch {
    return [];
  }
}
