import type { Throttle } from '../token-bucket';

/** How a method responds to the integration's response: chosen by the status, built by a template. */
export interface IntegrationResponse {
  readonly statusCode: string;
  /** A regular expression for the whole status of the integration's response; absent: used if no other pattern matches. */
  readonly selectionPattern?: string;
  /** By content type. */
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** The integration of a method. */
export interface Integration {
  /** The operation of Step Functions that the URI names. */
  readonly operation: string;
  readonly credentials: string;
  readonly timeoutMilliseconds: number;
  readonly requestTemplates: Readonly<Record<string, string>>;
}

/** A method of a resource, complete or in the making. */
export interface Method {
  readonly path: string;
  readonly httpMethod: string;
  readonly authorization: 'NONE' | 'AWS_IAM';
  readonly apiKeyRequired: boolean;
  readonly requestValidatorId?: string;
  /** Names of models by content type. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly integration?: Integration;
  readonly responses: readonly IntegrationResponse[];
}

/** Everything that a deployment copies. */
export interface ApiContent {
  /** Paths by the resource's id. */
  readonly resources: Readonly<Record<string, string>>;
  /** By `<resource id> <METHOD>`. */
  readonly methods: Readonly<Record<string, Method>>;
  /** JSON schemas by the model's name. */
  readonly models: Readonly<Record<string, object>>;
  /** Whether bodies are validated, by the validator's id. */
  readonly validators: Readonly<Record<string, boolean>>;
  /** By response type. */
  readonly gatewayResponses: Readonly<Record<string, GatewayResponseSettings>>;
}

/** An API's settings for a response of API Gateway itself. */
export interface GatewayResponseSettings {
  readonly statusCode?: string;
  readonly template?: string;
}

/** A stage: a deployment that callers reach, with its limits. */
export interface Stage {
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly throttle?: Throttle;
  readonly accessLog?: { readonly logGroupName: string; readonly format: string };
}

/** A REST API: what is being edited, what has been deployed, and where. */
export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly rootResourceId: string;
  readonly content: ApiContent;
  readonly deployments: Readonly<Record<string, ApiContent>>;
  readonly stages: Readonly<Record<string, Stage>>;
}

/** A client's key; its id appears in logs, its value is the secret that requests carry. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

/** The stages that some keys may use, and their limits. */
export interface UsagePlan {
  readonly id: string;
  /** `<api id>/<stage>`. */
  readonly stages: readonly string[];
  readonly throttle?: Throttle;
  /** Requests on a day of UTC. */
  readonly dailyQuota?: number;
  readonly keyIds: readonly string[];
}
