/** The caller of an operation of an embedded service. What the caller may do is read from the synthesised policies. */
export type Caller =
  /** A function or a state machine, acting with its role: the role's policies decide. */
  | { readonly kind: 'role'; readonly roleArn: string }
  /** A service principal that delivers (events.amazonaws.com, sns.amazonaws.com …): the resource's own policy decides. */
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn?: string }
  /** The operator: the user of this computer, with the permissions of an administrator. */
  | { readonly kind: 'operator' };

/** Input or output of an operation, in the shapes of the AWS SDK for JavaScript v3 (bodies are Uint8Array). */
export type Shape = Readonly<Record<string, unknown>>;

/** One action on one resource that an operation needs, e.g. `s3:GetObjectVersion` on an object's ARN. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** Condition keys this call carries, e.g. `iam:PassedToService`. */
  readonly conditionKeys?: Readonly<Record<string, string | readonly string[]>>;
}

/** An operation, implemented once and used by Tasks in process and by SDK clients over HTTP. */
export interface Operation {
  readonly permissions: (input: Shape) => readonly Permission[];
  /** `gone` is aborted if the caller no longer waits for the result. */
  readonly run: (input: Shape, caller: Caller, gone?: AbortSignal) => Promise<Shape>;
}

/** A local AWS service: its operations by their API names (`PutObject`, `UpdateItem`). */
export interface EmbeddedService {
  /** The endpoint prefix in a signature's scope: s3, dynamodb, sqs, sns, events, lambda, states, textract, bedrock. */
  readonly name: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** An error as the service itself returns it: `name` is the error code without a service prefix. */
export class ServiceError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly statusCode = 400,
    /** Further members of the error, e.g. the `Item` that failed a condition. */
    readonly details?: Shape,
  ) {
    super(message);
  }
}

/** Called with a problem that is not visible in a response, and with its error. */
export type OnTrouble = (message: string, error?: unknown) => void;

/** All embedded services together. */
export interface Services {
  register(service: EmbeddedService): void;
  /**
   * Calls an operation as a caller and returns its output. Throws ServiceError: `AccessDeniedException` (s3: `AccessDenied`) if the
   * synthesised policies do not allow it, `NotModelledError` (with service and operation) if it is not implemented locally. `gone` is
   * aborted if the caller no longer waits for the result.
   */
  call(service: string, operation: string, input: Shape, caller: Caller, gone?: AbortSignal): Promise<Shape>;
}
