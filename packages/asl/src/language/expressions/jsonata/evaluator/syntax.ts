import jsonata from 'jsonata';

/** A node of the tree that the `jsonata` package parses; only the members this evaluator reads. */
export interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly SyntaxNode[];
  readonly stages?: readonly PathStage[];
  readonly predicate?: readonly PathStage[];
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
export interface PathStage {
  readonly type: string;
  readonly expr?: SyntaxNode;
  readonly value?: string;
}

/** A function signature such as `<s-n:s>`; throws what is wrong with the arguments. */
export interface Signature {
  readonly definition: string;
  validate(values: readonly unknown[], context: unknown): unknown[];
}

/** The syntax tree of an expression, or its syntax error; `position` is the offset after `token`. */
export type JsonataSyntax =
  | { readonly ok: true; readonly tree: SyntaxNode }
  | {
      readonly ok: false;
      readonly message: string;
      readonly code?: string;
      readonly position?: number;
      readonly token?: string;
    };

/** Parses an expression; only this function calls the package's parser. Never throws. */
export function readJsonata(text: string): JsonataSyntax {
  try {
    return { ok: true, tree: jsonata(text).ast() as SyntaxNode };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, message: 'the JSONata expression is nested too deeply' };
    const { code, message, position, token } = error as {
      code?: string;
      message?: string;
      position?: number;
      token?: unknown;
    };
    const problem = message ?? 'the JSONata expression cannot be parsed';
    return { ok: false, message: problem, code, position, token: token === undefined ? undefined : String(token) };
  }
}

/** Parses an expression. Throws Error naming code, problem and position. */
export function parseJsonata(text: string): SyntaxNode {
  const syntax = readJsonata(text);
  if (syntax.ok) return syntax.tree;
  const { message, code, position = 0 } = syntax;
  throw new Error(code === undefined ? message : `${message} (${code}, character ${position})`);
}
