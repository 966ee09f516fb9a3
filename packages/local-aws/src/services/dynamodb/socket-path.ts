import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { errorCode } from '../../error-code';

/** A path on which one process listens and which no other user can open. */
export interface SocketPath {
  readonly path: string;
  /** Removes the socket with its folder; also done when the process exits. */
  remove(): void;
}

/** The system's longest path of a socket, in bytes: 104 with a zero byte at the end on macOS, more elsewhere. */
const maximumPathBytes = 103;

/**
 * A socket in a new folder that only its owner can enter, under the first of `folders` in which it fits; on Windows a named pipe. A
 * killed process leaves only an unused socket. Throws a UserError with the variable to set if all folders are unusable.
 */
export function createSocketPath(
  folders: readonly string[] = [tmpdir(), '/tmp'],
  platform = process.platform,
): SocketPath {
  if (platform === 'win32') return { path: `\\\\.\\pipe\\asl-dynamodb-${randomUUID()}`, remove: () => undefined };
  const problems: string[] = [];
  for (const parent of new Set(folders)) {
    const bytes = Buffer.byteLength(join(parent, folderName, '123456', socketName)) - 1;
    if (bytes > maximumPathBytes) {
      problems.push(`in ${parent} the path would have ${bytes} bytes (at most ${maximumPathBytes})`);
      continue;
    }
    try {
      return pathIn(mkdtempSync(join(parent, folderName)));
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      problems.push(`in ${parent} no folder can be created (${errorCode(error)})`);
    }
  }
  throw new UserError(
    `the local DynamoDB needs a folder for its socket: ${problems.join('; ')}; set TMPDIR to a short path`,
  );
}

const folderName = 'asl-';
const socketName = 'db';

function pathIn(folder: string): SocketPath {
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  return {
    path: join(folder, socketName),
    remove: () => {
      process.off('exit', removeFolder);
      removeFolder();
    },
  };
}
