/** A response that API Gateway returns itself, and its body here. */
export interface GatewayResponse {
  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
  readonly type: string;
  /** Absent: AWS's own. */
  readonly statusCode?: string;
  /** Not Velocity: variables are inserted as they are. `messageString` has its quotes. */
  readonly template: string;
}

/**
 * The problems that arise before or around the machine, in the shape of the others. `validationErrorString` is in
 * quotes, as in public templates; that AWS escapes the quotes within it is not documented.
 */
export const gatewayResponses: readonly GatewayResponse[] = [
  {
    type: 'BAD_REQUEST_BODY',
    statusCode: '400',
    template:
      '{"error":"InvalidRequest","message":$context.error.messageString,"details":"$context.error.validationErrorString","requestId":"$context.extendedRequestId"}',
  },
  ...['DEFAULT_4XX', 'DEFAULT_5XX'].map((type) => ({
    type,
    template:
      '{"error":"$context.error.responseType","message":$context.error.messageString,"requestId":"$context.extendedRequestId"}',
  })),
];
