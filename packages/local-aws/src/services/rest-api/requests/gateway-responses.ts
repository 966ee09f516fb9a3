import type { WebResponse } from '../../../endpoint';
import type { ApiContent } from '../rest-api';

/** A response of API Gateway itself, without or instead of the integration. */
export interface GatewayProblem {
  readonly type: GatewayResponseType;
  /** Instead of the usual words. */
  readonly message?: string;
  readonly validationErrors?: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html, only those that can occur here. */
export type GatewayResponseType = keyof typeof defaults;

const defaults = {
  ACCESS_DENIED: [403, 'AccessDeniedException', 'Forbidden'],
  API_CONFIGURATION_ERROR: [500, 'InternalServerErrorException', 'Internal server error'],
  BAD_REQUEST_BODY: [400, 'BadRequestException', 'Invalid request body'],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException', 'Endpoint request timed out'],
  INVALID_API_KEY: [403, 'ForbiddenException', 'Forbidden'],
  INVALID_SIGNATURE: [403, 'InvalidSignatureException', 'Forbidden'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  QUOTA_EXCEEDED: [429, 'LimitExceededException', 'Limit Exceeded'],
  REQUEST_TOO_LARGE: [413, 'RequestTooLargeException', 'Request Too Long'],
  THROTTLED: [429, 'TooManyRequestsException', 'Too Many Requests'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'BadRequestException', 'Unsupported Media Type'],
} as const satisfies Readonly<Record<string, readonly [statusCode: number, errorType: string, message: string]>>;

/** Response types that may have a template. */
export const customisableTypes: readonly string[] = [...Object.keys(defaults), 'DEFAULT_4XX', 'DEFAULT_5XX'];

/** Returns the response with the body that the API defines: its own, that of DEFAULT_4XX or DEFAULT_5XX, or AWS's `{"message": …}`. */
export function gatewayResponse(
  problem: GatewayProblem,
  content: Pick<ApiContent, 'gatewayResponses'>,
  context: Readonly<Record<string, unknown>>,
): WebResponse {
  const [usualStatus, errorType, usualMessage] = defaults[problem.type];
  const { gatewayResponses: all } = content;
  const fallback = all[usualStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
  const settings = all[problem.type];
  const statusCode = Number(settings?.statusCode ?? fallback?.statusCode ?? usualStatus);
  const message = problem.message ?? usualMessage;
  const error = {
    message,
    messageString: JSON.stringify(message),
    responseType: problem.type,
    // Within quotes of the template: that AWS escapes it is not documented.
    validationErrorString: JSON.stringify(problem.validationErrors ?? '').slice(1, -1),
  };
  const template = settings?.template ?? fallback?.template ?? '{"message":$context.error.messageString}';
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
    body: substitute(template, { ...context, error }),
  };
}

/** Replaces variables of `$context`, without Velocity; a variable without a value is `-`, as in access logs. */
export function substitute(template: string, context: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_whole, path: string) => {
    let value: unknown = context;
    for (const step of path.split('.')) {
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    }
    return value === undefined || value === null || typeof value === 'object' ? '-' : String(value as string | number);
  });
}
