import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nearestAbove } from '@document-pipelines/asl/paths';
import { CannotRunError } from './cannot-run-error';

/** Where this project is and how it is synthesised. */
export interface Project {
  /** Folder of cdktf.json. */
  readonly root: string;
  /** The command that synthesises the app. */
  readonly appCommand: string;
  /** Folder of the synthesised stacks: one for each environment. */
  readonly stacksFolder: string;
}

/** Returns the project that a folder is in: the nearest cdktf.json above. Throws CannotRunError. */
export function findProject(from: string): Project {
  const file = nearestAbove(resolve(from), 'cdktf.json');
  if (file !== undefined) return readProject(dirname(file), file);
  throw new CannotRunError(
    `there is no cdktf.json in ${resolve(from)} or above it: run the command in the project's folder`,
  );
}

/** Returns the folder of an environment's synthesised stack. Throws CannotRunError that names the existing environments. */
export function stackFolderOf({ stacksFolder }: Project, environment: string): string {
  const folder = join(stacksFolder, environment);
  if (isPlainName(environment) && existsSync(join(folder, 'cdk.tf.json'))) return folder;
  const known = existsSync(stacksFolder) ? readdirSync(stacksFolder).sort().join(', ') : 'none has been synthesised';
  throw new CannotRunError(`there is no environment ${environment}; available: ${known}`);
}

/** Returns the folder of everything that an environment's runs leave. Throws CannotRunError for what cannot be an environment's name. */
export function stateFolderOf({ root }: Project, environment: string): string {
  if (!isPlainName(environment)) throw new CannotRunError(`\`${environment}\` cannot be the name of an environment`);
  return join(root, '.local', environment);
}

function isPlainName(environment: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(environment);
}

function readProject(root: string, file: string): Project {
  let content: { readonly app?: unknown; readonly output?: unknown };
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CannotRunError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { app, output = 'cdktf.out' } = content;
  if (typeof app !== 'string')
    throw new CannotRunError(`${file}: \`app\` must be the command that synthesises the app`);
  // Variables that cdktf's own command line sets and the app uses.
  const folder = process.env['CDKTF_OUTDIR'] ?? join(root, String(output));
  return { root, appCommand: app, stacksFolder: join(folder, 'stacks') };
}
