import jsonata from 'jsonata';

/** A node of the tree that the `jsonata` package parses; only the members this evaluator reads. */
export interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly SyntaxNode[];
  readonly stages?: readonly Stage[];
  readonly predicate?: readonly Stage[];
  readonly group?: { readonly lhs: readonly Pair[]; readonly position?: number };
  readonly expressions?: readonly SyntaxNode[];
  readonly expression?: SyntaxNode;
  readonly lhs?: SyntaxNode | readonly Pair[];
  readonly rhs?: SyntaxNode;
  readonly condition?: SyntaxNode;
  readonly then?: SyntaxNode;
  readonly else?: SyntaxNode;
  readonly procedure?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
  readonly body?: SyntaxNode;
  readonly signature?: Signature;
  readonly thunk?: boolean;
  readonly terms?: readonly { readonly descending?: boolean; readonly expression: SyntaxNode }[];
  readonly pattern?: SyntaxNode;
  readonly update?: SyntaxNode;
  readonly delete?: SyntaxNode;
  readonly slot?: { readonly label: string };
  readonly ancestor?: { readonly label: string };
  readonly focus?: string;
  readonly index?: string;
  readonly tuple?: boolean;
  readonly consarray?: boolean;
  readonly keepArray?: boolean;
  readonly keepSingletonArray?: boolean;
}

/** A key and a value of an object constructor. */
export type Pair = readonly [SyntaxNode, SyntaxNode];

/** A filter, or the binding of a position (`#$i`), behind a step. */
export interface Stage {
  readonly type: string;
  readonly expr?: SyntaxNode;
  readonly value?: string;
}

/** A function signature such as `<s-n:s>`; throws what is wrong with the arguments. */
export interface Signature {
  validate(values: readonly unknown[], context: unknown): unknown[];
}

/** Parses an expression. Throws Error naming code, problem and place. */
export function parseJsonata(text: string): SyntaxNode {
  try {
    return jsonata(text).ast() as SyntaxNode;
  } catch (error) {
    if (error instanceof RangeError) throw new Error('the JSONata expression is nested too deeply');
    const { code, message, position } = error as { code?: string; message?: string; position?: number };
    throw new Error(
      `${message ?? 'the JSONata expression cannot be parsed'}${code === undefined ? '' : ` (${code}, character ${position ?? 0})`}`,
    );
  }
}
