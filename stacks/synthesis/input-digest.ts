import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';

/** The folders that a synthesis reads, below the project's root; the packages by their lock file. */
export const synthesisFolders = ['packages/asl/src', 'definitions', 'environments', 'functions', 'stacks'];
export const synthesisFiles = ['main.ts', 'package-lock.json'];

/** Variables that cdktf's command line uses to change what is written. */
const variables = ['CDKTF_CONTEXT_JSON', 'CDKTF_TARGET_STACK_ID', 'SYNTH_HCL_OUTPUT'];

/**
 * Returns the SHA-256 of everything that determines a synthesis: names and contents of files, never their times. Throws
 * UserError for a missing file.
 */
export function inputDigest(root: string, environment: Readonly<Record<string, string | undefined>>): string {
  const missing = [...synthesisFiles, ...synthesisFolders].find((path) => !existsSync(join(root, path)));
  if (missing !== undefined) throw new UserError(`${missing} is missing in ${root}`);
  const digest = createHash('sha256');
  for (const variable of variables) digest.update(`${variable}=${environment[variable] ?? ''}\n`);
  for (const file of [...synthesisFiles, ...synthesisFolders.flatMap((folder) => filesBelow(root, folder))]) {
    digest.update(`${file.split(sep).join('/')} ${sha256(readFileSync(join(root, file)))}\n`);
  }
  return digest.digest('hex');
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => !path.endsWith('.test.ts') && statSync(join(root, path)).isFile())
    .sort();
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
