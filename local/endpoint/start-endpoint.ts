import type { Place } from '../kinds/kind';
import type { Services } from '../services/service';

/** Credentials an SDK client signs with; the endpoint tells the caller by the access key. */
export interface EndpointCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What the endpoint is started with. */
export interface EndpointOptions {
  readonly services: Services;
  readonly place: Place;
  /** 0 or absent: any free port. A port taken is an error that says so. */
  readonly port?: number;
}

/** The HTTP face of the embedded services on 127.0.0.1. */
export interface Endpoint {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** Credentials by which a caller is known as this role. Any other access key is the operator. */
  credentialsFor(roleArn: string): EndpointCredentials;
  close(): Promise<void>;
}

/** Starts the endpoint. Services may be registered later. */
export async function startEndpoint(_options: EndpointOptions): Promise<Endpoint> {
  throw new Error('the endpoint has not been built yet');
}
