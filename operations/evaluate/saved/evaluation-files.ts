import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '@document-pipelines/local-aws';
import { digestOf } from '../digest';
import type { SavedEvaluation } from './saved-evaluation';

/** The evaluations that `pipelines evaluate` has saved in a folder: a file for each, never changed. */
export interface EvaluationFiles {
  readonly folder: string;
  /** The newest first. */
  ids(): readonly string[];
  /** Undefined if there is no such file, or if it holds something else. */
  read(id: string): SavedEvaluation | undefined;
  save(evaluation: SavedEvaluation): void;
}

const fileName = /^(\d{8}T\d{9}Z-[0-9a-f]{8})\.json$/;

/** Evaluations in `.cache/evaluate/evaluations` of a project: `20261128T201652123Z-0123abcd.json`, the time and a digest of the identity. */
export function createEvaluationFiles(projectRoot: string): EvaluationFiles {
  const folder = join(projectRoot, '.cache', 'evaluate', 'evaluations');
  const ids = (): readonly string[] => {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const found = names.flatMap((name) => fileName.exec(name)?.[1] ?? []);
    return found.sort().reverse();
  };
  return {
    folder,
    ids,
    read: (id) => (ids().includes(id) ? readSaved(join(folder, `${id}.json`)) : undefined),
    save(evaluation) {
      const time = evaluation.evaluatedAt.replaceAll(/[-:.]/g, '');
      const digest = digestOf([evaluation.dataset.digest, evaluation.asBaseline.identity]).slice(0, 8);
      writeJsonFile(join(folder, `${time}-${digest}.json`), evaluation);
    },
  };
}

function readSaved(file: string): SavedEvaluation | undefined {
  try {
    const saved = readJsonFile<SavedEvaluation>(file, ['format', 'report', 'asBaseline', 'dataset']);
    return saved?.format === 1 ? saved : undefined;
  } catch {
    return undefined;
  }
}
