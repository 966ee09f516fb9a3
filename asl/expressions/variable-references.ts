import type { Json, JsonObject, Scope, State } from '../definition';
import { isJsonObject } from '../definition';
import { type IntrinsicSyntax, parseIntrinsic } from './intrinsics/parse-intrinsic';
import { isJsonataText } from './jsonata/compile-jsonata';
import { parseJsonata, type SyntaxNode } from './jsonata/evaluator/syntax';
import { library } from './jsonata/library/library';
import { parseJsonPath } from './jsonpath/parse-json-path';

/**
 * The variables each state reads, as DescribeStateMachine answers them: state name → variable names, sorted; states that read none
 * are left out. What cannot be parsed counts for nothing: a check reports it.
 */
export function findVariableReferences(
  definition: Scope & { readonly QueryLanguage?: string },
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(referencesIn(definition, definition.QueryLanguage ?? 'JSONPath'));
}

/** The variables that a JSONata expression reads: names that it binds itself, functions and `$states` are not among them. Throws Error. */
export function variablesOfJsonata(text: string): readonly string[] {
  const source = isJsonataText(text) ? text.slice(2, -2).trim() : text;
  const found = new Set<string>();
  collectNames(parseJsonata(source), new Set(), found);
  return [...found].sort();
}

/** The variables that a JSONPath or an intrinsic function call reads. Throws Error. */
export function variablesOfJsonPath(text: string): readonly string[] {
  const found = new Set<string>();
  for (const path of text.startsWith('$') ? [text] : pathsOf(parseIntrinsic(text))) {
    const { root } = parseJsonPath(path);
    if (root.kind === 'variable') found.add(root.name);
  }
  return [...found].sort();
}

function pathsOf(syntax: IntrinsicSyntax): string[] {
  if (syntax.kind === 'path') return [syntax.text];
  return syntax.kind === 'call' ? syntax.arguments.flatMap(pathsOf) : [];
}

/** Fields that hold scopes: their states are listed under their own names. */
const scopeFields = new Set(['Branches', 'ItemProcessor', 'Iterator']);
/** Fields that hold a path although their names do not end in `Path`. */
const pathFields = new Set(['Variable']);
/** Fields that hold names, constants or types, never expressions of JSONPath. */
const constantFields = new Set(['ResultPath', 'Result', 'Comment', 'Type', 'Next', 'Resource']);

function* referencesIn(scope: Scope, outerLanguage: string): Generator<[string, readonly string[]]> {
  for (const [name, state] of Object.entries(scope.States ?? {})) {
    const language = state.QueryLanguage ?? outerLanguage;
    const found = collectState(state, language);
    if (found.length > 0) yield [name, found];
    for (const inner of innerScopes(state)) yield* referencesIn(inner, outerLanguage);
  }
}

function innerScopes(state: State): readonly Scope[] {
  if (state.Type === 'Parallel') return state.Branches ?? [];
  if (state.Type !== 'Map') return [];
  return [state.ItemProcessor, state.Iterator].filter((scope) => scope !== undefined);
}

function collectState(state: State, language: string): readonly string[] {
  const found = new Set<string>();
  for (const [key, value] of Object.entries(state as unknown as JsonObject)) {
    if (!scopeFields.has(key)) collectValue(key, value, language, found);
  }
  return [...found].sort();
}

function collectValue(key: string, value: Json, language: string, found: Set<string>): void {
  if (language === 'JSONPath' && constantFields.has(key)) return;
  if (typeof value === 'string') for (const name of variablesOf(key, value, language)) found.add(name);
  if (Array.isArray(value)) for (const each of value as readonly Json[]) collectValue(key, each, language, found);
  else if (isJsonObject(value))
    for (const [inner, member] of Object.entries(value)) collectValue(inner, member, language, found);
}

function variablesOf(key: string, text: string, language: string): readonly string[] {
  try {
    if (language === 'JSONata') return isJsonataText(text) ? variablesOfJsonata(text) : [];
    const isExpression = key.endsWith('.$') || key.endsWith('Path') || pathFields.has(key);
    return isExpression && /^(\$|States\.)/.test(text) ? variablesOfJsonPath(text) : [];
  } catch {
    return [];
  }
}

/** `bound` are the names the expression has bound so far where the node stands. */
function collectNames(node: SyntaxNode, bound: Set<string>, found: Set<string>): void {
  if (node.type === 'variable') addName(String(node.value), bound, found);
  const isScope = node.type === 'block' || node.type === 'lambda';
  const names = isScope ? new Set(bound) : bound;
  if (node.type === 'lambda') for (const parameter of node.arguments ?? []) names.add(String(parameter.value));
  for (const name of [node.focus, node.index]) if (name !== undefined) names.add(name);
  for (const [key, value] of Object.entries(node)) {
    const isName = (node.type === 'lambda' && key === 'arguments') || (node.type === 'bind' && key === 'lhs');
    if (!isName && !otherMembers.has(key)) collectEach(value, names, found);
  }
  if (node.type === 'bind') names.add(String((node.lhs as SyntaxNode).value));
}

const otherMembers = new Set(['signature', 'ancestor', 'slot', 'value']);

function collectEach(value: unknown, bound: Set<string>, found: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collectEach(each, bound, found);
  else if (typeof value === 'object' && value !== null) collectNames(value as SyntaxNode, bound, found);
}

function addName(name: string, bound: ReadonlySet<string>, found: Set<string>): void {
  if (name !== '' && name !== '$' && name !== 'states' && !bound.has(name) && !library.has(name)) found.add(name);
}
