import { type SyntaxNode, walkSyntax } from '../expressions';

/** A word of an expression and the offset behind it. */
export interface PlacedWord {
  readonly name: string;
  readonly position: number;
}

/**
 * Paths that are read of each item of another path: `$states.result.Items.{ 'key': id.S }` reads `Items.id.S`, and so does
 * `$map($states.result.Items, function($item) { $item.id.S })`. `membersOf` returns the names of a path that begins at `$states`.
 */
export function mappedPaths(
  node: SyntaxNode,
  membersOf: (path: SyntaxNode) => readonly PlacedWord[] | undefined,
): readonly (readonly PlacedWord[])[] {
  const base = node.type === 'path' ? membersOf(node) : undefined;
  if (base !== undefined) return ofConstructor(node, base);
  return node.type === 'function' && itemFunctions.has(String(node.procedure?.value))
    ? ofFunction(node, membersOf)
    : [];
}

/** Functions that pass each item of their first argument to a function. */
const itemFunctions: ReadonlySet<string> = new Set(['map', 'filter', 'single']);

/** The values of an object constructor right behind the names. */
function ofConstructor({ steps = [] }: SyntaxNode, base: readonly PlacedWord[]): readonly (readonly PlacedWord[])[] {
  const step = steps[base.length + 1];
  if (step?.type !== 'unary' || step.value !== '{' || !Array.isArray(step.lhs)) return [];
  return (step.lhs as readonly (readonly SyntaxNode[])[]).flatMap(([, value]) => {
    const [first] = value?.type === 'path' ? (value.steps ?? []) : [];
    return first?.type === 'name' ? [[...base, ...namesIn(value?.steps ?? [])]] : [];
  });
}

function ofFunction(
  { arguments: given = [] }: SyntaxNode,
  membersOf: (path: SyntaxNode) => readonly PlacedWord[] | undefined,
): readonly (readonly PlacedWord[])[] {
  const [items, each] = given;
  const isWhole =
    items?.type === 'path' && items.steps?.every(({ type }, at) => type === (at === 0 ? 'variable' : 'name'));
  const base = isWhole ? membersOf(items) : undefined;
  const item = each?.type === 'lambda' ? each.arguments?.[0]?.value : undefined;
  if (base === undefined || item === undefined || each?.body === undefined) return [];
  return [...walkSyntax(each.body)].flatMap(({ node, bound }) => {
    const [first, ...rest] = node.type === 'path' ? (node.steps ?? []) : [];
    const isItem = first?.type === 'variable' && first.value === item && !bound.has(String(item));
    return isItem && rest[0]?.type === 'name' ? [[...base, ...namesIn(rest)]] : [];
  });
}

/** The names up to the first step that is none. */
function namesIn(steps: readonly SyntaxNode[]): readonly PlacedWord[] {
  const end = steps.findIndex(({ type }) => type !== 'name');
  return (end === -1 ? steps : steps.slice(0, end)).map(({ value, position = 0 }) => ({
    name: String(value),
    position,
  }));
}
