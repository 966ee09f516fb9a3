import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '@document-pipelines/local-aws';
import { digestOf } from '../digest';
import type { Identity } from './identity';
import type { Prediction } from './prediction';

/** Which reading of which document. */
export interface PredictionKey {
  readonly identity: Identity;
  /** Digest of the document. */
  readonly digest: string;
  /** From 1. */
  readonly reading: number;
}

/** The cache: a file for each reading, found again by everything that it depends on. */
export interface PredictionFiles {
  readonly folder: string;
  find(key: PredictionKey): Prediction | undefined;
  save(prediction: Prediction): void;
}

/** Predictions in a folder: `<digest of the identity>/<digest of the document>.<reading>.json`. */
export function createPredictionFiles(folder: string): PredictionFiles {
  const fileOf = ({ identity, digest, reading }: PredictionKey): string =>
    join(folder, digestOf(identity).slice(0, 32), `${digest}.${reading}.json`);
  return {
    folder,
    find: (key) => {
      const file = fileOf(key);
      return existsSync(file) ? readJsonFile<Prediction>(file, ['identity', 'outcome', 'fields', 'calls']) : undefined;
    },
    save(prediction) {
      const { identity, document, reading } = prediction;
      writeJsonFile(fileOf({ identity, digest: document.digest, reading }), prediction);
    },
  };
}
