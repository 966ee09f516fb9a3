import type { StateType } from '../../definition';

/** A state machine as a graph: scopes of nodes and edges, nested if a state holds states. */
export interface Graph {
  /** The name of the state machine. */
  readonly name: string;
  readonly comment?: string;
  readonly scope: GraphScope;
}

/** The whole machine, a branch of a Parallel, or the item processor of a Map. Edges never leave their scope. */
export interface GraphScope {
  /** `Extract/0` for the first branch of `Extract`, `EachPage` for the processor of that Map; empty for the machine. */
  readonly id: string;
  /** Whether it is inside of a state: a branch, an item processor. */
  readonly enclosed: boolean;
  /** The id of the node it starts at. */
  readonly startAt: string;
  /** In the order of the definition. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The category of a state: a colour each. */
export type Family =
  | 'function'
  | 'model'
  | 'store'
  | 'message'
  | 'execution'
  | 'service'
  | 'choice'
  | 'wait'
  | 'pass'
  | 'succeed'
  | 'fail'
  | 'parallel'
  | 'map'
  | 'unknown';

/** The type of a state; `Unknown`: a name that a transition has and that no state has. */
export type NodeType = StateType | 'Unknown';

/** One state. */
export interface GraphNode {
  /** The path of the state: `Extract/0/ReadText` in a branch, `EachPage/ReadPage` in a Map. */
  readonly id: string;
  readonly name: string;
  readonly type: NodeType;
  readonly family: Family;
  /** The small line below the name: `DynamoDB updateItem`. Empty if the shape is enough. */
  readonly label: string;
  readonly comment?: string;
  /** In the picture of an execution: the error and cause that it ended with; the error is its label then. */
  readonly failure?: string;
  readonly retries: boolean;
  readonly retrierCount: number;
  readonly catcherCount: number;
  /** Whether it ends its scope by `End`. */
  readonly ends: boolean;
  /** The branches of a Parallel, the item processor of a Map; else empty. */
  readonly scopes: readonly GraphScope[];
}

/** Why one state follows another. */
export type EdgeKind = 'next' | 'rule' | 'default' | 'catch';

/** A transition to a state of the same scope. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** A rule's condition, or the errors that are caught (`States.ALL` as `any error`); empty for `next` and `default`. */
  readonly label: string;
  /** Of a rule, the default and a catcher: its number in its state, from 1. */
  readonly number?: number;
  /** Of a catcher: its errors as they are written. */
  readonly errors?: readonly string[];
}
