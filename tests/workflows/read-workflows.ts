import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A step of a job. */
export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly name?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A job of a workflow. */
export interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: {
    readonly 'max-parallel'?: number;
    /** An environment's names are an expression. */
    readonly matrix?: { readonly environment?: string; readonly node?: readonly number[] };
  };
  readonly needs?: string | readonly string[];
  readonly with?: Readonly<Record<string, unknown>>;
  readonly if?: string;
  readonly 'timeout-minutes'?: number;
}

/** A workflow file, and its text. */
export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(__dirname, '..', '..', '.github', 'workflows');

/** Every workflow, by the names of their files. */
export const workflows = readdirSync(folder).map((file): Workflow => {
  const text = readFileSync(join(folder, file), 'utf8');
  return { ...(parse(text) as Omit<Workflow, 'file' | 'text'>), file, text };
});

/** Returns the workflow of this file name. */
export function workflowOf(file: string): Workflow {
  return workflows.find((each) => each.file === file)!;
}
