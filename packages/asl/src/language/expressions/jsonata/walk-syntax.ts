import type { Pair, SyntaxNode } from './evaluator/syntax';

/**
 * A node of an expression during the walk, and what is known there. Use it at once: `bound` changes as the walk
 * continues.
 */
export interface VisitedNode {
  readonly node: SyntaxNode;
  /** Names that the expression itself has bound so far: by `:=`, parameters, `@$` and `#$`. */
  readonly bound: ReadonlySet<string>;
  /** Whether names and `$` are read from a value inside the expression; if not, from the expression's own context. */
  readonly hasContext: boolean;
  /** Whether the node is what a call calls. */
  readonly isCalled: boolean;
  /** 1 for the whole expression. */
  readonly depth: number;
}

/** A node to visit, or a name to bind once the nodes before it are visited. */
type Step =
  | (Omit<VisitedNode, 'bound'> & {
      readonly bound: Set<string>;
      /** Names that are bound when a function defined here is called: of the blocks around, and of the binding itself. */
      readonly later: ReadonlySet<string>;
    })
  | { readonly bind: string; readonly to: Set<string> };

/** All nodes of an expression in the order of their evaluation. Not recursive: an expression of thousands of terms is as deep as it is long. */
export function* walkSyntax(tree: SyntaxNode): Generator<VisitedNode> {
  const start = { node: tree, bound: new Set<string>(), later: new Set<string>() };
  const waiting: Step[] = [{ ...start, hasContext: false, isCalled: false, depth: 1 }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if ('bind' in step) {
      step.to.add(step.bind);
      continue;
    }
    yield step;
    const { node, hasContext, depth } = step;
    const bound = boundInside(node, step.bound, step.later);
    for (const bind of nameOfBinding(node)) waiting.push({ bind, to: step.bound });
    const parts = isLeaf(node) ? [] : [...partsOf(node)];
    if (parts.length === 0) continue;
    const names = [node, ...(node.expressions ?? [])].flatMap(nameOfBinding);
    const later = names.length === 0 ? step.later : new Set([...step.later, ...names]);
    for (const { part, isInside = false, isCalled = false } of parts.reverse())
      waiting.push({ node: part, bound, later, hasContext: hasContext || isInside, isCalled, depth: depth + 1 });
  }
}

/** The names of a block and of a function are local; the steps that follow see `@$name` and `#$name`. */
function boundInside(node: SyntaxNode, bound: Set<string>, later: ReadonlySet<string>): Set<string> {
  for (const name of [node.focus, node.index]) if (name !== undefined) bound.add(name);
  for (const { type, value } of node.stages ?? []) if (type === 'index' && value !== undefined) bound.add(value);
  if (node.type === 'block') return new Set(bound);
  if (node.type !== 'lambda') return bound;
  return new Set([...bound, ...later, ...(node.arguments ?? []).map(({ value }) => String(value))]);
}

function nameOfBinding({ type, lhs }: SyntaxNode): string[] {
  return type === 'bind' ? [String((lhs as SyntaxNode).value)] : [];
}

/** A variable that an expression reads and does not bind itself; `$states` and the functions of the library are among them. */
export interface FreeVariable {
  readonly name: string;
  /** The offset behind the name. */
  readonly position: number;
  readonly isCalled: boolean;
}

/** The free variables in the order of their evaluation. */
export function* freeVariablesIn(tree: SyntaxNode): Generator<FreeVariable> {
  for (const visited of walkSyntax(tree)) {
    const variable = freeVariable(visited);
    if (variable !== undefined) yield variable;
  }
}

/** The free variable that a visited node is; undefined for any other node, and for `$` and `$$`. */
export function freeVariable({ node, bound, isCalled }: VisitedNode): FreeVariable | undefined {
  if (node.type !== 'variable') return undefined;
  const name = String(node.value);
  if (name === '' || name === '$' || bound.has(name)) return undefined;
  return { name, position: node.position ?? 0, isCalled };
}

/** Most nodes: names, variables and literals without a predicate. */
function isLeaf({ type, predicate, stages, group }: SyntaxNode): boolean {
  return leaves.has(type) && predicate === undefined && stages === undefined && group === undefined;
}

const leaves: ReadonlySet<string> = new Set(['name', 'variable', 'string', 'number', 'value']);

interface Part {
  readonly part: SyntaxNode;
  /** Whether it is evaluated for a value that the node has found. */
  readonly isInside?: boolean;
  readonly isCalled?: boolean;
}

function* partsOf(node: SyntaxNode): Generator<Part> {
  for (const [at, part] of (node.steps ?? []).entries()) yield { part, isInside: at > 0 };
  if (node.procedure !== undefined) yield { part: node.procedure, isCalled: true };
  if (node.type !== 'lambda') for (const part of node.arguments ?? []) yield { part };
  for (const part of node.expressions ?? []) yield { part };
  for (const key of single) {
    const part = node[key];
    // The left side of `:=` is the variable's name.
    if (part === undefined || (key === 'lhs' && node.type === 'bind')) continue;
    if (isPairs(part)) for (const pair of part) for (const each of pair) yield { part: each };
    else yield { part };
  }
  for (const { expression } of node.terms ?? []) yield { part: expression, isInside: true };
  for (const key of ['pattern', 'update', 'delete'] as const)
    if (isNode(node[key])) yield { part: node[key], isInside: true };
  for (const { expr } of [...(node.predicate ?? []), ...(node.stages ?? [])])
    if (expr !== undefined) yield { part: expr, isInside: true };
  for (const pair of node.group?.lhs ?? []) for (const part of pair) yield { part, isInside: true };
}

const single = ['lhs', 'condition', 'then', 'else', 'expression', 'rhs', 'body'] as const;

function isPairs(part: SyntaxNode | readonly Pair[]): part is readonly Pair[] {
  return Array.isArray(part);
}

function isNode(part: unknown): part is SyntaxNode {
  return typeof part === 'object' && part !== null && 'type' in part;
}
