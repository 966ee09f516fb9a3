import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { memberOf } from '@document-pipelines/asl/definition';
import type { LocalAccount } from '../local-account';
import type { Services } from '../services';
import { Credentials, type EndpointCredentials } from './credentials';
import type { Protocol } from './exchange';
import { isLoopback } from './foreign-request';
import { jsonProtocol } from './json-protocol';
import { openListener } from './listener';
import { queryProtocol } from './query-protocol';
import { readExchange } from './read-exchange';
import { restJsonProtocol } from './rest-json';
import { s3Protocol } from './s3';
import { answerWebRequest, type WebApi } from './web-api';

export type { EndpointCredentials } from './credentials';

/** Options of the endpoint. */
export interface EndpointOptions {
  readonly services: Services;
  readonly localAccount: LocalAccount;
  /** 0 or absent: any free port. A port in use is an error that names it. */
  readonly port?: number;
  /** A further address to listen on. Any other than a loopback address opens the services to the network. */
  readonly host?: string;
}

/** The HTTP endpoint of the embedded services. */
export interface Endpoint {
  /** `http://127.0.0.1:<port>`, also with another `host`, without a slash at the end. */
  readonly url: string;
  /** Returns credentials that identify the caller as this role. Any other access key is the operator. */
  credentialsFor(roleArn: string): EndpointCredentials;
  /** Lets an API of the stack (API Gateway) handle all requests below a prefix such as `/_rest-api`. */
  serve(prefix: string, api: WebApi): void;
  close(): Promise<void>;
}

/** Starts the endpoint. Services may be registered later. */
export async function startEndpoint({ services, port = 0, host = '127.0.0.1' }: EndpointOptions): Promise<Endpoint> {
  const credentials = new Credentials();
  const isOpen = !isLoopback(host);
  const webApis = new Map<string, WebApi>();
  const listener = await openListener(
    { host, port },
    (request, response) => void answer({ services, credentials, webApis, isOpen }, request, response),
  );
  const url = `http://127.0.0.1:${listener.port}`;
  return {
    url,
    credentialsFor: (roleArn) => credentials.forRole(roleArn),
    serve: (prefix, api) => void webApis.set(prefix, api),
    close: () => listener.close(),
  };
}

/** How each service is spoken to; the others speak JSON. */
const protocols: Readonly<Record<string, Protocol>> = {
  s3: s3Protocol,
  sns: queryProtocol,
  sts: queryProtocol,
  lambda: restJsonProtocol,
  bedrock: restJsonProtocol,
  scheduler: restJsonProtocol,
};

/** Dependencies of responses. */
interface Answering {
  readonly services: Services;
  readonly credentials: Credentials;
  readonly webApis: ReadonlyMap<string, WebApi>;
  /** Whether other computers can reach it. */
  readonly isOpen: boolean;
}

async function answer(
  { services, credentials, webApis, isOpen }: Answering,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [prefix] = /^\/_[a-z-]+(?=[/?]|$)/.exec(request.url ?? '/') ?? [];
  const webApi = prefix === undefined ? undefined : webApis.get(prefix);
  if (prefix !== undefined && webApi !== undefined)
    return answerWebRequest(webApi, prefix, { request, response, credentials, isOpen });
  response.setHeader('x-amzn-requestid', randomUUID());
  const exchange = readExchange({ request, response, credentials, isOpen });
  const protocol = memberOf(protocols, exchange.service) ?? jsonProtocol;
  try {
    if (exchange.refusal !== undefined) throw exchange.refusal;
    await protocol.answer(exchange, services);
  } catch (error) {
    if (response.headersSent) response.destroy(error instanceof Error ? error : undefined);
    else protocol.fail(exchange, error);
    // Does not wait for further data of the client.
    if (!request.complete) request.resume();
  }
}
