import { Agent, request } from 'node:http';
import { ServiceError, type Shape } from '../service';
import { fromWire, toWire } from './attribute-values';

/** Calls dynalite on its socket, in the shapes of the SDK. */
export class DynaliteClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly pending = new Set<Promise<unknown>>();

  constructor(
    private readonly socketPath: string,
    private readonly region: string,
  ) {}

  async call(operation: string, input: Shape): Promise<Shape> {
    const posted = this.post(operation, JSON.stringify(toWire(input)));
    this.pending.add(posted);
    const { statusCode, text } = await posted.finally(() => this.pending.delete(posted));
    const answer = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    if (statusCode === 200) return fromWire(answer) as Shape;
    const type = String(answer['__type'] ?? 'InternalServerError');
    throw new ServiceError(
      type.slice(type.indexOf('#') + 1),
      String(answer['message'] ?? answer['Message'] ?? type),
      statusCode,
    );
  }

  /** Waits for calls in flight: dynalite ends the process when its store is closed under one. */
  async close(): Promise<void> {
    await Promise.allSettled(this.pending);
    this.agent.destroy();
  }

  private post(operation: string, body: string): Promise<{ readonly statusCode: number; readonly text: string }> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20000101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20000101/${this.region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    };
    return new Promise((resolve, reject) => {
      const call = request(
        { socketPath: this.socketPath, method: 'POST', path: '/', agent: this.agent, headers },
        (response) => {
          const chunks: Uint8Array[] = [];
          response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ statusCode: response.statusCode ?? 500, text: Buffer.concat(chunks).toString() }),
          );
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }
}
