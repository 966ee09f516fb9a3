import { join } from 'node:path';
import type { Console, StartOptions } from '@document-pipelines/local-aws/environment';
import type { Converse } from '@document-pipelines/local-aws/services/bedrock';
import type { Dataset, LabelledDocument } from '../dataset/dataset';
import type { DocumentReadings } from '../evaluation';
import type { ReadingPlan } from '../plan/reading-plan';
import { type OpenModelOptions, openModel } from './open-model';
import type { ModelReading } from './prediction';
import type { PredictionFiles } from './prediction-files';
import { runCandidate } from './run-candidate';

/** Options of reading, in addition to the plan. */
export interface ReadMissing {
  readonly dataset: Dataset;
  readonly files: PredictionFiles;
  readonly options: OpenModelOptions & {
    readonly repeat: number;
    readonly timeoutSeconds: number;
    readonly console: Console;
    /** Used instead of the named model. */
    readonly converse?: Converse;
  };
  readonly project: { readonly root: string };
  readonly started: StartOptions;
}

/** Reads the documents without a prediction, saves each prediction at once, and returns the readings of every document. */
export async function readMissing(plan: ReadingPlan, context: ReadMissing): Promise<readonly DocumentReadings[]> {
  const { candidate, missing } = plan;
  const { identity } = candidate;
  const { dataset, files, options, project, started } = context;
  const fresh = new Map<string, ModelReading>();
  const keyOf = (digest: string, reading: number): string => `${digest}.${reading}`;
  if (missing.length > 0) {
    const converse = options.converse ?? (await openModel(identity, options));
    options.console.say(`  ${converse.description}`);
    for (let reading = 1; reading <= options.repeat; reading += 1) {
      const documents = missing.filter((one) => one.reading === reading).map(({ document }) => document);
      if (documents.length === 0) continue;
      await runCandidate({
        candidate,
        converse,
        reading,
        documents,
        started,
        stateFolder: join(project.root, '.cache', 'evaluate', 'environment'),
        timeoutSeconds: options.timeoutSeconds,
        console: options.console,
        signal: options.signal,
        onReading(document, read) {
          fresh.set(keyOf(document.digest, reading), read);
          if (read.kind === 'read') files.save(read.prediction);
        },
      });
    }
  }
  const readingOf = ({ digest }: LabelledDocument, reading: number): ModelReading => {
    const found = fresh.get(keyOf(digest, reading));
    if (found !== undefined) return found;
    const prediction = files.find({ identity, digest, reading });
    return prediction === undefined
      ? { kind: 'error', reason: 'it was not read' }
      : { kind: 'read', prediction, isCached: true };
  };
  return dataset.documents.map((document) => ({
    document,
    readings: Array.from({ length: options.repeat }, (_, index) => readingOf(document, index + 1)),
  }));
}
