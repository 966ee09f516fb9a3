import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Place } from '../kinds';
import { createPolicies, type Policies } from '../policies';
import {
  createServices,
  type Services,
  type StorageAndMessaging,
  startStorageAndMessaging,
  type UndeliveredReport,
} from '../services';
import { placeForTest } from '../services/laptop-fixture';
import { type Endpoint, startEndpoint } from './start-endpoint';

/** Storage and messaging behind an endpoint, in a folder of their own. */
export interface StartedForTest {
  readonly place: Place;
  readonly policies: Policies;
  readonly services: Services;
  readonly endpoint: Endpoint;
  readonly storage: StorageAndMessaging;
  readonly undelivered: readonly UndeliveredReport[];
  /** What an SDK client is made with; without a role, the operator. */
  clientOptions(roleArn?: string): ClientOptions;
  /** Stops everything; the folder stays for another start. */
  stop(): Promise<void>;
  /** Stops everything and removes the folder. */
  end(): Promise<void>;
}

/** What every SDK client takes. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** Starts what a test talks to. Given the folder of an earlier start, it finds that start's state. */
export async function startForTest(stateFolder = mkdtempSync(path.join(tmpdir(), 'local-'))): Promise<StartedForTest> {
  const place = placeForTest(stateFolder);
  const policies = createPolicies(place);
  const services = createServices({ place, policies });
  const endpoint = await startEndpoint({ services, place });
  const undelivered: UndeliveredReport[] = [];
  const onUndelivered = (report: UndeliveredReport) => void undelivered.push(report);
  const storage = await startStorageAndMessaging({
    place,
    policies,
    services,
    endpointUrl: endpoint.url,
    onUndelivered,
  });
  const stop = async () => {
    await endpoint.close();
    await storage.close();
  };
  return {
    place,
    policies,
    services,
    endpoint,
    storage,
    undelivered,
    clientOptions: (roleArn) => ({
      endpoint: endpoint.url,
      region: place.region,
      maxAttempts: 1,
      credentials:
        roleArn === undefined
          ? { accessKeyId: 'operator', secretAccessKey: 'operator' }
          : endpoint.credentialsFor(roleArn),
    }),
    stop,
    end: async () => {
      await stop();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}
