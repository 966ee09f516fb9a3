import type { Clock } from '@document-pipelines/asl/interpreter';
import type { Policies } from '../../../policies';
import { ServiceError, type Services, type Shape } from '../../service';
import type { Integration, IntegrationResponse } from '../rest-api';

/** The response of the service behind a method: a status and JSON. */
export interface IntegrationAnswer {
  readonly statusCode: number;
  readonly body: string;
}

/** Services, policies and clock of an integration. */
export interface Integrating {
  readonly services: Services;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly clock: Clock;
}

/** Why there is no response. */
export type IntegrationFailure = 'INTEGRATION_TIMEOUT' | 'API_CONFIGURATION_ERROR';

/**
 * Calls the integration with its role. API Gateway does not name a source when it assumes the role, so a
 * trust policy that requires one denies it here too. After a timeout the call goes on, but its result is not used.
 */
export async function integrate(
  { operation, credentials, timeoutMilliseconds }: Integration,
  request: string,
  { services, policies, clock }: Integrating,
): Promise<IntegrationAnswer | IntegrationFailure> {
  const trusted = policies.allowsAssume(credentials, 'apigateway.amazonaws.com');
  if (!trusted.allowed) return 'API_CONFIGURATION_ERROR';
  const input = parseRequest(request);
  if (input === undefined)
    return integrationFailure('SerializationException', 'Could not parse request body into json', 400);
  const answered = new AbortController();
  const called = services
    .call('states', operation, input, { kind: 'role', roleArn: credentials })
    .then((output) => ({ statusCode: 200, body: JSON.stringify(output, withSeconds) }), asAnswer);
  const late = clock.sleep(timeoutMilliseconds / 1000, answered.signal).then(
    () => 'INTEGRATION_TIMEOUT' as const,
    () => 'INTEGRATION_TIMEOUT' as const,
  );
  const first = await Promise.race([called, late]);
  answered.abort();
  return first;
}

/** The response whose pattern matches the whole status, else the one without a pattern. */
export function selectResponse(
  responses: readonly IntegrationResponse[],
  { statusCode }: IntegrationAnswer,
): IntegrationResponse | undefined {
  const matching = responses.find(
    ({ selectionPattern: pattern }) =>
      pattern !== undefined && pattern !== '' && new RegExp(`^(?:${pattern})$`).test(String(statusCode)),
  );
  return matching ?? responses.find(({ selectionPattern: pattern }) => pattern === undefined || pattern === '');
}

function parseRequest(text: string): Shape | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Shape) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns errors in the shape of the JSON protocol; a defect of the local service is a failure of the service. */
function asAnswer(error: unknown): IntegrationAnswer {
  if (error instanceof ServiceError) return integrationFailure(error.name, error.message, error.statusCode);
  return integrationFailure('InternalFailure', error instanceof Error ? error.message : String(error), 500);
}

function integrationFailure(type: string, message: string, statusCode: number): IntegrationAnswer {
  return { statusCode, body: JSON.stringify({ __type: type, message }) };
}

/** Times are seconds since 1970 in AWS's JSON. JSON.stringify has already called toJSON, so the original is read. */
function withSeconds(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Readonly<Record<string, unknown>>)[key];
  return original instanceof Date ? original.getTime() / 1000 : value;
}
