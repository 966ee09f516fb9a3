/** What is read of a service-2.json of botocore. */
export interface ServiceModel {
  readonly metadata: {
    readonly serviceId: string;
    readonly endpointPrefix: string;
    readonly signingName?: string;
  };
  readonly operations: Readonly<Record<string, ServiceOperation>>;
  readonly shapes: Readonly<Record<string, ServiceShape>>;
}

interface ServiceOperation {
  readonly name: string;
  readonly input?: ShapeReference;
  readonly output?: ShapeReference;
  readonly errors?: readonly ShapeReference[];
}

interface ShapeReference {
  readonly shape: string;
  readonly idempotencyToken?: boolean;
  readonly jsonvalue?: boolean;
}

/** A shape; which of the fields it has depends on its type. */
export interface ServiceShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, ShapeReference>>;
  readonly required?: readonly string[];
  readonly member?: ShapeReference;
  readonly value?: ShapeReference;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly union?: boolean;
  readonly document?: boolean;
  readonly exception?: boolean;
  readonly error?: { readonly httpStatusCode?: number };
  readonly retryable?: { readonly throttling?: boolean };
}
