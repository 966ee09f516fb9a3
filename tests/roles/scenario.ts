import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Local } from '@document-pipelines/local-aws';
import type { App } from './change-policies';

/** Work for a local environment: what is sent to it after its start. */
export interface Scenario {
  readonly name: string;
  /** A fault that the scenario begins with: its outcomes are those with it. */
  readonly fault?: (app: App) => App;
  /** Returns what callers over HTTP were answered, as outcomes. */
  readonly send: (run: ScenarioRun) => Promise<readonly string[]>;
}

/** An environment that has started. */
export interface ScenarioRun {
  readonly local: Local;
  /** Of the project. */
  readonly root: string;
  /** Waits until the environment has nothing left to do, or the time of the run is over. */
  readonly settled: () => Promise<void>;
}

export const operator = { kind: 'operator' } as const;

/** Uploads samples as people do, at once. */
export async function putDocuments(names: readonly string[], { local, root }: ScenarioRun): Promise<void> {
  for (const name of names) {
    const Body = readFileSync(join(root, 'samples', name));
    const Bucket = local.outputs['document_bucket_name'];
    await local.services.call('s3', 'PutObject', { Bucket, Key: `incoming/${name}`, Body }, operator);
  }
}
