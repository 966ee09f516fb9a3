import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { CannotRunError } from '../environment/cannot-run-error';
import type { Project } from '../environment/project';
import { readRunFile, type SampleRun } from './run-file';

/** What the user requested. */
export interface ChosenInput {
  readonly machine: string;
  readonly cwd: string;
  /** A file, or JSON itself; absent: the runs of `samples/<machine>/run.yaml`. */
  readonly input?: string;
}

/** Returns the runs that the user chose: the samples of a machine, or an input of their own. Throws CannotRunError. */
export function chosenRuns({ root }: Project, { input, machine, cwd }: ChosenInput): readonly SampleRun[] {
  if (input !== undefined) return [{ name: 'your input', upload: [], input: readInput(input, cwd), expect: {} }];
  const file = join(root, 'samples', machine, 'run.yaml');
  if (existsSync(file)) return readRunFile(file);
  throw new CannotRunError(`there is no samples/${machine}/run.yaml: use --input with a file or JSON`);
}

function readInput(input: string, cwd: string): Json {
  const isText = /^\s*[[{"]/.test(input);
  try {
    return JSON.parse(isText ? input : readFileSync(resolve(cwd, input.replace(/^@/, '')), 'utf8')) as Json;
  } catch (error) {
    throw new CannotRunError(
      `--input ${isText ? '' : input}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
