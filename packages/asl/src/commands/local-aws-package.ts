import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UserError } from '../language/diagnostics';

const packageName = '@document-pipelines/local-aws';

/** Returns the file of an entry of the package local-aws: that of the user's project, else the one beside this package; undefined without it. */
export function localAwsEntry(name: string): string | undefined {
  for (const from of [join(process.cwd(), 'package.json'), __filename]) {
    try {
      return createRequire(from).resolve(`${packageName}/${name}`);
    } catch (error) {
      if (!isNotInstalled(error)) throw error;
    }
  }
  return undefined;
}

/** The error of a command that needs the package. `what`: `asl local runs on embedded AWS services`. */
export function localAwsMissing(what: string): UserError {
  return new UserError(`${what}, which are a package of their own`, { help: `npm install --save-dev ${packageName}` });
}

function isNotInstalled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}
