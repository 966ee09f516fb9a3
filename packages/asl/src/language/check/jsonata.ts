import {
  freeVariable,
  type JsonataSyntax,
  readJsonata,
  type SyntaxNode,
  type VisitedNode,
  walkSyntax,
} from '../expressions';
import { placeholderPattern } from '../load';
import { mappedPaths, type PlacedWord } from './mapped-paths';

/** A variable that the expression reads. */
export interface VariableRead extends PlacedWord {
  readonly isCalled: boolean;
  /** `tested`: the expression works without the variable, as in `$exists($a)`; `compared`: only a comparison reads it. */
  readonly use: 'tested' | 'compared' | 'needed';
}

/** A call of a function by its name. */
export interface FunctionCall extends PlacedWord {
  /** Arguments, that of `~>` included. */
  readonly count: number;
  /** Whether arguments can be missing: they come from a context, or `?` leaves them open. */
  readonly canLack: boolean;
}

/** What rules ask of an expression; all of it is read in one walk. */
export interface JsonataFacts {
  /** Variables that the expression does not bind itself. `$states` and functions are among them. */
  readonly reads: readonly VariableRead[];
  /** Names and `$` that are read without a context. */
  readonly topLevel: readonly (PlacedWord & { readonly isCalled: boolean })[];
  /** `$$`. */
  readonly roots: readonly PlacedWord[];
  /** `$states.context.Execution.Id`: the names behind `$states`, those that are read of each item included. */
  readonly statesPaths: readonly (readonly PlacedWord[])[];
  /** Calls of what the expression does not define itself. */
  readonly calls: readonly FunctionCall[];
  /** Calls of a bare name: `uppercase(…)`. */
  readonly bareCalls: readonly PlacedWord[];
  /** Nodes inside one another. */
  readonly depth: number;
}

/** Parses the source between `{%` and `%}`. Undefined: placeholders make it unknown. */
export function parseJsonata(source: string): JsonataSyntax | undefined {
  if (source.search(placeholderPattern) === -1) return readJsonata(source);
  for (const substitute of substitutes) {
    const result = readJsonata(source.replace(placeholderPattern, (whole) => substitute(whole.length)));
    if (result.ok) return result;
  }
  return undefined;
}

/** Values of a placeholder, one of which usually parses; of the same length, so that positions stay correct. */
const substitutes: readonly ((length: number) => string)[] = [
  (length) => '0'.padEnd(length),
  (length) => '""'.padEnd(length),
  (length) => `$${'_'.repeat(length - 1)}`,
  (length) => ' '.repeat(length),
];

/** A name that only a substitute of a placeholder has. */
const substituteName = /^_{3,}$/;

/** Reads an expression. */
export function readFacts(tree: SyntaxNode): JsonataFacts {
  const uses = new Map<SyntaxNode, VariableRead['use']>();
  const applied = new Set<SyntaxNode>();
  const facts = {
    reads: [] as VariableRead[],
    topLevel: [] as JsonataFacts['topLevel'][number][],
    roots: [] as PlacedWord[],
  };
  const statesPaths: (readonly PlacedWord[])[] = [];
  const calls: FunctionCall[] = [];
  const bareCalls: PlacedWord[] = [];
  let depth = 0;
  for (const visited of walkSyntax(tree)) {
    const { node } = visited;
    depth = Math.max(depth, visited.depth);
    recordUses(node, uses);
    if (node.type === 'apply' && node.rhs?.type === 'function') applied.add(node.rhs);
    readVariable(visited, uses, facts);
    const members = statesMembers(node);
    if (members !== undefined) statesPaths.push(members);
    statesPaths.push(...mappedPaths(node, statesMembers));
    const called = readCall(visited, applied);
    if (called !== undefined) (called.isBare ? bareCalls : calls).push(called.call);
  }
  return { ...facts, statesPaths, calls, bareCalls, depth };
}

interface Found {
  readonly reads: VariableRead[];
  readonly topLevel: (PlacedWord & { readonly isCalled: boolean })[];
  readonly roots: PlacedWord[];
}

function readVariable(visited: VisitedNode, uses: ReadonlyMap<SyntaxNode, VariableRead['use']>, found: Found): void {
  const { node, hasContext, isCalled } = visited;
  const position = node.position ?? 0;
  const variable = freeVariable(visited);
  if (variable !== undefined) {
    if (!substituteName.test(variable.name)) found.reads.push({ ...variable, use: uses.get(node) ?? 'needed' });
  } else if (node.type === 'variable' && node.value === '$') found.roots.push({ name: '$$', position });
  else if (node.type === 'variable' && node.value === '' && !hasContext)
    found.topLevel.push({ name: '$', position, isCalled });
  else if (node.type === 'name' && !hasContext) found.topLevel.push({ name: String(node.value), position, isCalled });
}

const tests = new Set(['exists', 'boolean', 'not', 'type']);
const comparisons = new Set(['=', '!=', 'in']);

/** Notes the variables at the head of what a test, a condition or a comparison reads. */
function recordUses(node: SyntaxNode, uses: Map<SyntaxNode, VariableRead['use']>): void {
  const note = (part: SyntaxNode | undefined, use: VariableRead['use']) => {
    const head = part?.type === 'path' ? part.steps?.[0] : part;
    if (head?.type === 'variable') uses.set(head, use);
  };
  const isTest = node.type === 'function' && tests.has(String(node.procedure?.value));
  if (isTest) for (const argument of node.arguments ?? []) note(argument, 'tested');
  if (node.type === 'condition') note(node.condition, 'tested');
  if (node.type !== 'binary') return;
  const use = comparisons.has(String(node.value)) ? 'compared' : undefined;
  const isLogical = node.value === 'and' || node.value === 'or';
  if (use !== undefined || isLogical)
    for (const side of [node.lhs as SyntaxNode, node.rhs]) note(side, use ?? 'tested');
}

/** The names behind `$states`, up to the first step that is not a plain name. */
function statesMembers({ type, steps = [] }: SyntaxNode): PlacedWord[] | undefined {
  const [first, ...rest] = steps;
  if (type !== 'path' || first?.type !== 'variable' || first.value !== 'states' || first.predicate !== undefined)
    return undefined;
  const end = rest.findIndex((step) => step.type !== 'name');
  const names = end === -1 ? rest : rest.slice(0, end);
  return names.map(({ value, position = 0 }) => ({ name: String(value), position }));
}

function readCall(
  { node, bound, hasContext }: VisitedNode,
  applied: ReadonlySet<SyntaxNode>,
): { readonly call: FunctionCall; readonly isBare: boolean } | undefined {
  if (node.type !== 'function' && node.type !== 'partial') return undefined;
  const { procedure } = node;
  const bare = procedure?.type === 'path' && procedure.steps?.length === 1 ? procedure.steps[0] : undefined;
  const named = bare?.type === 'name' ? bare : procedure;
  if (named === undefined || (named.type !== 'name' && named.type !== 'variable')) return undefined;
  const name = String(named.value);
  if (named.type === 'variable' && (bound.has(name) || name === '' || name === '$')) return undefined;
  const count = (node.arguments ?? []).length + (applied.has(node) ? 1 : 0);
  const canLack = hasContext || node.type === 'partial';
  return { call: { name, position: named.position ?? 0, count, canLack }, isBare: named.type === 'name' };
}
