/** The API of an AWS service: its operations by their name in camelCase. Shapes name one another by their index. */
export interface ApiModel {
  /** What the names of its errors begin with in an AWS SDK integration: `DynamoDb`. */
  readonly errorPrefix: string;
  readonly operationNames: readonly string[];
  readonly operation: (name: string) => ApiOperation | undefined;
  readonly shapes: ApiShapes;
  /** Errors that ask the caller to slow down. */
  readonly throttles: readonly string[];
}

/** Shapes by their index; an array, or what parses a shape when it is asked for. */
export interface ApiShapes {
  readonly length: number;
  at(index: number): ApiShape | undefined;
}

/** An operation: shapes by their index, errors as Step Functions names them, without the prefix. Absent: there is none. */
export interface ApiOperation {
  readonly input?: number;
  readonly output?: number;
  readonly errors?: readonly string[];
}

/** The shape of a value in an AWS API, as JSON has it. Members are in PascalCase, as Step Functions names them. */
export type ApiShape =
  | {
      readonly type: 'object';
      readonly members: Readonly<Record<string, number>>;
      readonly required?: readonly string[];
      /** Exactly one of the members is set. */
      readonly isUnion?: true;
    }
  | { readonly type: 'array'; readonly items: number }
  | { readonly type: 'map'; readonly values: number }
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly min?: number; readonly max?: number }
  | { readonly type: 'number'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'timestamp' }
  /** Bytes: Step Functions sends any JSON as its text. */
  | { readonly type: 'blob'; readonly min?: number; readonly max?: number }
  | { readonly type: 'any' };

/** An object of an API. */
export type ApiObject = Extract<ApiShape, { type: 'object' }>;
