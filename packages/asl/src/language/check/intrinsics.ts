import { didYouMean } from '../diagnostics';
import { type IntrinsicSyntax, intrinsicFunctions, parseIntrinsic } from '../expressions';
import { type ArgumentCount, describeCount } from './argument-counts';

/** Names and numbers of arguments; States.Format has its template and any number of values. */
const known: ReadonlyMap<string, ArgumentCount> = new Map<string, ArgumentCount>([
  ...Object.entries(intrinsicFunctions),
  ['States.Format', { minimum: 1, maximum: Number.POSITIVE_INFINITY }],
]);

/** What is wrong with a call whose syntax is right: a name or the number of arguments, in it or in a nested call. */
export interface CallProblem {
  readonly message: string;
  readonly help?: string;
  readonly part: { readonly text: string; readonly from: number };
}

/** The first problem of a call of intrinsic functions; undefined for one without, and for what cannot be parsed. */
export function explainCall(text: string): CallProblem | undefined {
  try {
    return problemOf(parseIntrinsic(text), text);
  } catch {
    return undefined;
  }
}

function problemOf(syntax: IntrinsicSyntax, whole: string): CallProblem | undefined {
  if (syntax.kind !== 'call') return undefined;
  const { name, arguments: given } = syntax;
  const count = known.get(name);
  const part = { text: name, from: whole.indexOf(syntax.text) };
  if (count === undefined)
    return { message: `there is no intrinsic function \`${name}\``, help: didYouMean(name, known.keys()), part };
  if (given.length < count.minimum || given.length > count.maximum) {
    return { message: `\`${name}\` takes ${describeCount(count)}, not ${given.length}`, part };
  }
  for (const each of given) {
    const problem = problemOf(each, whole);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
