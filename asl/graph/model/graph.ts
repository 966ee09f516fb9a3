/** A state machine as a picture has it: scopes of nodes and edges, nested where a state holds states. */
export interface Graph {
  /** The name of the state machine. */
  readonly name: string;
  readonly comment?: string;
  readonly scope: GraphScope;
}

/** The whole machine, a branch of a Parallel, or the item processor of a Map. Edges never leave their scope. */
export interface GraphScope {
  /** Whether it lies inside of a state: a branch, an item processor. */
  readonly enclosed: boolean;
  /** The id of the node it starts at. */
  readonly startAt: string;
  /** In the order of the definition. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** What a state is to the eye: a colour each. */
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
  | 'map';

/** One state. */
export interface GraphNode {
  /** The state's name, with what encloses it where the name alone would not be unique: `Extract/0/ExtractText`. */
  readonly id: string;
  readonly name: string;
  readonly family: Family;
  /** The small line below the name: `DynamoDB updateItem`. Empty where the shape says it all. */
  readonly label: string;
  readonly comment?: string;
  /** In the picture of an execution: the error and cause that it ended with; the error is its label then. */
  readonly failure?: string;
  /** Whether it has a retrier. */
  readonly retries: boolean;
  /** Whether it ends its scope by `End`. */
  readonly ends: boolean;
  /** The branches of a Parallel, the item processor of a Map; else empty. */
  readonly scopes: readonly GraphScope[];
}

/** Why one state follows another. */
export type EdgeKind = 'next' | 'rule' | 'default' | 'catch';

/** One way from a state to a state of the same scope. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** A rule's condition, or the errors that are caught (`States.ALL` as `any error`); empty for `next` and `default`. */
  readonly label: string;
}
