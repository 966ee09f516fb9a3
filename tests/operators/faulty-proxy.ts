import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request of an SDK client: its service and operation as they are signed and sent. */
export interface SdkRequest {
  /** The endpoint prefix: s3, dynamodb, sqs, states … */
  readonly service: string;
  /** `Scan`, `ListExecutions`, or method and path for S3. */
  readonly operation: string;
}

/** What the proxy does with a request instead of passing it on. */
export interface Fault {
  readonly statusCode: number;
  /** The name of the error. */
  readonly error: string;
}

/** An endpoint between SDK clients and the local one: it records requests, makes pages small and returns ordered faults. */
export interface FaultyProxy {
  readonly url: string;
  readonly requests: SdkRequest[];
  /** While it is set: the fault of a request, or undefined to pass it on. */
  fault: ((request: SdkRequest) => Fault | undefined) | undefined;
  /** While it is true, listings have one item a page. */
  hasSmallPages: boolean;
  close(): Promise<void>;
}

/** Starts a proxy to an endpoint. */
export async function startProxy(target: string): Promise<FaultyProxy> {
  const proxy: { -readonly [Key in keyof FaultyProxy]: FaultyProxy[Key] } = {
    url: '',
    requests: [],
    fault: undefined,
    hasSmallPages: false,
    close: async () => undefined,
  };
  const server = createServer((request, response) => void answer(proxy, target, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return proxy;
}

async function answer(
  proxy: FaultyProxy,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const sent = nameOf(request, body);
  proxy.requests.push(sent);
  const fault = proxy.fault?.(sent);
  if (fault !== undefined) {
    sendFault(sent, fault, response);
    return;
  }
  const { url, content } = proxy.hasSmallPages
    ? withSmallPages(sent, request.url ?? '/', body)
    : { url: request.url, content: body };
  const { host: _host, 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = request.headers;
  const forwarded = sendRequest(
    `${target}${url}`,
    {
      method: request.method ?? 'GET',
      headers: { ...headers, host: new URL(target).host, 'content-length': content.length },
    },
    (answered) => {
      response.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(response);
    },
  );
  forwarded.on('error', () => response.destroy());
  forwarded.end(content);
}

function nameOf({ headers, method, url }: IncomingMessage, body: Buffer): SdkRequest {
  const [, scope = ''] = /Credential=([^,\s]+)/.exec(headers.authorization ?? '') ?? [];
  const service = scope.split('/')[3] ?? '';
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { service, operation: target.slice(target.lastIndexOf('.') + 1) };
  const action = new URLSearchParams(body.toString()).get('Action');
  return { service, operation: action ?? `${method} ${url?.split('?')[0]}` };
}

function sendFault({ service }: SdkRequest, { statusCode, error }: Fault, response: ServerResponse): void {
  const isXml = service === 's3' || service === 'sts' || service === 'sns';
  const message = `${error} of the test`;
  const xml = `<Code>${error}</Code><Message>${message}</Message>`;
  const asXml = service === 's3' ? `<Error>${xml}</Error>` : `<ErrorResponse><Error>${xml}</Error></ErrorResponse>`;
  response.writeHead(statusCode, { 'content-type': isXml ? 'text/xml' : 'application/x-amz-json-1.0' });
  response.end(isXml ? asXml : JSON.stringify({ __type: error, message }));
}

const limits: Readonly<Record<string, object>> = {
  Scan: { Limit: 1 },
  ListExecutions: { maxResults: 1 },
  GetExecutionHistory: { maxResults: 5 },
  ReceiveMessage: { MaxNumberOfMessages: 1 },
};

function withSmallPages({ service, operation }: SdkRequest, url: string, body: Buffer) {
  if (service === 's3' && /[?&](list-type=2|versions)/.test(url)) {
    const [path = '', query = ''] = url.split('?');
    const parameters = new URLSearchParams(query);
    parameters.set('max-keys', '1');
    return { url: `${path}?${parameters}`, content: body };
  }
  const limit = limits[operation];
  if (limit === undefined) return { url, content: body };
  return { url, content: Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ...limit })) };
}
