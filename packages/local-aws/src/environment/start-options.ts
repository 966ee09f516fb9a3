import { join } from 'node:path';
import { contentCache } from '@document-pipelines/asl/content-cache';
import type { StartLocalOptions } from '../start-local';
import type { Console } from './console';
import { type Project, stackFolderOf } from './project';
import { projectModules } from './project-modules';
import { readBedrockScript } from './read-bedrock-script';

/** Options of startLocal for an environment of a project, the same for every command. */
export type StartOptions = Required<
  Pick<StartLocalOptions, 'stackFolder' | 'checks' | 'bedrockScript' | 'onTrouble' | 'onWarning'>
> &
  Pick<StartLocalOptions, 'converse' | 'sourceMapFolder'>;

/**
 * Returns the options with which every command starts an environment of a project: its synthesised stack, the project's files for it,
 * and a console that prints events. Throws CannotRunError for an unknown environment and for a script with a mistake.
 */
export function startOptions(project: Project, environment: string, console: Pick<Console, 'say'>): StartOptions {
  const { converse, sourceMapFolder } = projectModules(project);
  return {
    stackFolder: stackFolderOf(project, environment),
    ...(converse === undefined ? {} : { converse }),
    ...(sourceMapFolder === undefined ? {} : { sourceMapFolder }),
    checks: contentCache(join(project.root, '.cache', 'checks')),
    bedrockScript: readBedrockScript(project),
    onTrouble: (message) => console.say(`! ${message}`),
    onWarning: (message) => console.say(`warning: ${message}`),
  };
}
