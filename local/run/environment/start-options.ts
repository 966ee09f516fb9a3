import { join } from 'node:path';
import { contentCache } from '../../../asl/content-cache';
import type { StartLocalOptions } from '../../start-local';
import type { Console } from './console';
import { type Project, sourceMapFolderOf, stackFolderOf } from './project';
import { readBedrockScript } from './read-bedrock-script';

/** What startLocal is given for an environment of a project, whatever is done there. */
export type StartOptions = Required<
  Pick<StartLocalOptions, 'stackFolder' | 'sourceMapFolder' | 'checks' | 'bedrockScript' | 'onTrouble' | 'onWarning'>
>;

/**
 * How every command starts an environment of a project: its synthesised stack, with what the project has for it, and a console that is told
 * what happens. Throws CannotRunError for an environment that there is not, and for a script with a mistake.
 */
export function startOptions(project: Project, environment: string, console: Pick<Console, 'say'>): StartOptions {
  return {
    stackFolder: stackFolderOf(project, environment),
    sourceMapFolder: sourceMapFolderOf(project),
    checks: contentCache(join(project.root, '.cache', 'checks')),
    bedrockScript: readBedrockScript(project),
    onTrouble: (message) => console.say(`! ${message}`),
    onWarning: (message) => console.say(`warning: ${message}`),
  };
}
