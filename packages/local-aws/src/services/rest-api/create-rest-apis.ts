import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '@document-pipelines/asl/interpreter';
import type { WebApi } from '../../endpoint';
import type { Policies } from '../../policies';
import type { EmbeddedService, Services } from '../service';
import { controlOperations, type RestApiEndpoint } from './control-operations';
import { answerRestApiRequest } from './requests/answer-request';
import { substitute } from './requests/gateway-responses';
import { Limits } from './requests/limits';
import type { Stage } from './rest-api';
import { RestApis } from './rest-apis';

/** Path prefix of REST APIs: they serve `<endpoint>/_rest-api/<api id>/<stage>/<path>`. */
export const restApiPrefix = '/_rest-api';

/** Dependencies of REST APIs. */
export interface RestApisOptions {
  readonly services: Services;
  readonly policies: Pick<Policies, 'authorise' | 'allowsAssume'>;
  readonly localAccount: Omit<RestApiEndpoint, 'url'> & { readonly stateFolder?: string };
  /** `http://127.0.0.1:<port>`. */
  readonly endpointUrl: string;
  readonly clock: Clock;
  /** Called with the reason of a response 500. */
  readonly onTrouble?: (message: string) => void;
}

/** The local REST APIs of API Gateway. */
export interface RestApiGateway {
  /** The service that creates APIs, `apigateway`. */
  readonly service: EmbeddedService;
  /** The handler of their requests; the endpoint serves it below `restApiPrefix`. */
  readonly answer: WebApi;
}

/**
 * Creates API Gateway's REST APIs, without any API yet (https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html). Its
 * access logs are `<state folder>/logs/<name of the log group>.log`.
 */
export function createRestApis(options: RestApisOptions): RestApiGateway {
  const { services, policies, clock, onTrouble = () => undefined } = options;
  const { stateFolder, ...where } = options.localAccount;
  const endpoint = { ...where, url: `${options.endpointUrl}${restApiPrefix}` };
  const apis = new RestApis(stateFolder);
  const answering = {
    apis,
    services,
    policies,
    clock,
    endpoint,
    limits: new Limits(),
    now: () => clock.now(),
    log: (stage: Stage, context: Readonly<Record<string, unknown>>) => writeAccessLog(stateFolder, stage, context),
    onTrouble,
  };
  return {
    service: { name: 'apigateway', operations: controlOperations(apis, endpoint) },
    answer: (request) => answerRestApiRequest(request, answering),
  };
}

function writeAccessLog(
  stateFolder: string | undefined,
  { accessLog }: Stage,
  context: Readonly<Record<string, unknown>>,
): void {
  if (stateFolder === undefined || accessLog === undefined) return;
  const file = join(stateFolder, 'logs', `${accessLog.logGroupName.replace(/^\//, '').replaceAll('/', '.')}.log`);
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${substitute(accessLog.format, context)}\n`);
}
