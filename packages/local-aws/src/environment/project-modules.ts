import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configFinder, configName, type LocalSettings } from '@document-pipelines/asl/config';
import type { Json } from '@document-pipelines/asl/definition';
import { DiagnosticsError } from '@document-pipelines/asl/diagnostics';
import type { Converse } from '../services/bedrock';
import type { Local } from '../start-local';
import { CannotRunError } from './cannot-run-error';
import type { DescribeExecution } from './execution-notice';
import type { Project } from './project';

/** Answers an execution of a sample run that waits for a person. Rejects with an error whose message names what is missing. */
export type AnswerExecution = (
  local: Pick<Local, 'environment' | 'outputs' | 'services'>,
  executionArn: string,
  answer: Json,
) => Promise<void>;

/** What a project adds to its local environment: `local` of its asl.config.yaml. */
export interface ProjectModules {
  /** `createConverse` of `local.converse`. */
  readonly converse?: Converse;
  /** `local.sourceMaps`, as a full path. */
  readonly sourceMapFolder?: string;
}

type ProjectFolder = Pick<Project, 'root'>;

/** Loads what every start of an environment uses. Throws DiagnosticsError for a mistake in asl.config.yaml, CannotRunError for a module that cannot be loaded. */
export function projectModules(project: ProjectFolder): ProjectModules {
  const { folder, local } = localSettings(project);
  const createConverse = exportOf<() => Converse>(folder, 'converse', local.converse, 'createConverse');
  return {
    ...(createConverse === undefined ? {} : { converse: createConverse() }),
    ...(local.sourceMaps === undefined ? {} : { sourceMapFolder: resolve(folder, local.sourceMaps) }),
  };
}

/** Loads `answerExecution` of `local.answers`, which only a run with answers uses. Throws as {@link projectModules} does. */
export function projectAnswers(project: ProjectFolder): AnswerExecution | undefined {
  const { folder, local } = localSettings(project);
  return exportOf<AnswerExecution>(folder, 'answers', local.answers, 'answerExecution');
}

/** Loads `describeExecution` of `local.executions`, which only serving uses. Throws as {@link projectModules} does. */
export function projectDescription(project: ProjectFolder): DescribeExecution | undefined {
  const { folder, local } = localSettings(project);
  return exportOf<DescribeExecution>(folder, 'executions', local.executions, 'describeExecution');
}

interface LocalConfig {
  /** The paths are relative to it. */
  readonly folder: string;
  readonly local: LocalSettings;
}

function localSettings({ root }: ProjectFolder): LocalConfig {
  // Of the project itself: one of a folder above may be another project's.
  const config = existsSync(join(root, configName)) ? configFinder()(join(root, 'cdktf.json')) : undefined;
  if (config === undefined) return { folder: root, local: {} };
  const { file, text, local, diagnostics } = config;
  if (diagnostics.length > 0) throw new DiagnosticsError(diagnostics, text);
  return { folder: dirname(resolve(file)), local };
}

function exportOf<Value>(folder: string, key: string, path: string | undefined, name: string): Value | undefined {
  if (path === undefined) return undefined;
  const file = resolve(folder, path);
  let loaded: Readonly<Record<string, unknown>>;
  try {
    loaded = require(file) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new CannotRunError(`\`local.${key}\` of asl.config.yaml: ${path} cannot be loaded: ${String(error)}`);
  }
  if (typeof loaded[name] === 'function') return loaded[name] as Value;
  throw new CannotRunError(`\`local.${key}\` of asl.config.yaml: ${path} must export a function \`${name}\``);
}
