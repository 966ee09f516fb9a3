import type { FieldPath } from '../definition';
import {
  expressionIn,
  expressionTextsOf,
  type IntrinsicSyntax,
  type JsonataSyntax,
  type PathSyntax,
  parseIntrinsic,
  parseJsonPath,
  pathsOf,
} from '../expressions';
import { hasPlaceholder } from '../load';
import type { CheckedState } from './checked-state';
import { type JsonataFacts, parseJsonata, readFacts } from './jsonata';

/** A JSONata expression of a definition, parsed once. */
export interface CheckedJsonata {
  readonly state: CheckedState;
  readonly path: FieldPath;
  /** What is between `{%` and `%}`. */
  readonly source: string;
  /** Undefined: placeholders make it unknown. */
  readonly syntax: JsonataSyntax | undefined;
  /** Undefined for what cannot be parsed. */
  readonly facts: JsonataFacts | undefined;
}

/** A path, or an intrinsic function call, of a JSONPath state. */
export interface CheckedJsonPath {
  readonly state: CheckedState;
  readonly path: FieldPath;
  readonly text: string;
  /** The paths in it; empty for what cannot be parsed or holds a placeholder. */
  readonly paths: readonly PathSyntax[];
  /** Of an intrinsic function call that can be parsed. */
  readonly call?: IntrinsicSyntax;
}

/** The expressions of a definition by their query language. */
export interface CheckedExpressions {
  readonly jsonata: readonly CheckedJsonata[];
  readonly jsonPath: readonly CheckedJsonPath[];
  /** Whether a placeholder may hold any expression, so that it is unknown what else is read. */
  readonly areComplete: boolean;
}

/** Reads all expressions of these states. */
export function readExpressions(states: readonly CheckedState[]): CheckedExpressions {
  const jsonata: CheckedJsonata[] = [];
  const jsonPath: CheckedJsonPath[] = [];
  for (const state of states) {
    for (const { text, path: field } of expressionTextsOf(state.value, state.language)) {
      const path = [...state.path, ...field];
      if (state.language === 'JSONata') jsonata.push(readOne(expressionIn(text), path, state));
      else jsonPath.push({ state, path, text, ...readJsonPath(text) });
    }
  }
  const areComplete = jsonata.every(({ syntax, source }) => syntax?.ok === true && !hasPlaceholder(source));
  return { jsonata, jsonPath, areComplete: areComplete && !jsonPath.some(({ text }) => hasPlaceholder(text)) };
}

function readOne(source: string, path: FieldPath, state: CheckedState): CheckedJsonata {
  return { state, path, source, ...readSource(source) };
}

type ReadSource = Pick<CheckedJsonata, 'syntax' | 'facts'>;

// A definition repeats expressions, and the next save in an editor changes one of them.
const sources = new Map<string, ReadSource>();
const mostSources = 5_000;

function readSource(source: string): ReadSource {
  const known = sources.get(source);
  if (known !== undefined) return known;
  const syntax = parseJsonata(source);
  const read = { syntax, facts: syntax?.ok ? readFacts(syntax.tree) : undefined };
  if (sources.size >= mostSources) sources.clear();
  sources.set(source, read);
  return read;
}

function readJsonPath(text: string): Pick<CheckedJsonPath, 'paths' | 'call'> {
  if (hasPlaceholder(text)) return { paths: [] };
  try {
    if (text.startsWith('$')) return { paths: [parseJsonPath(text)] };
    const call = parseIntrinsic(text);
    return { paths: pathsOf(call).map(parseJsonPath), call };
  } catch {
    return { paths: [] };
  }
}
