import { UserError } from '@document-pipelines/asl/diagnostics';
import { errorCode } from './error-code';
import { DamagedFileError } from './json-file';

/**
 * State that cannot be written or read. Services cannot continue after it: the run ends, and the next start continues from what is on
 * disk.
 */
export class StateFailure extends UserError {
  override readonly name = 'StateFailure';
}

/** Describes the system's error codes for the state folder, with help. */
const failures: Readonly<Record<string, readonly [fact: string, help: string]>> = {
  ENOSPC: ['the disk is full', 'free space on it'],
  EDQUOT: ['the quota on the disk is used up', 'free space on it'],
  EROFS: ['the disk is mounted read-only', 'make it writable'],
  EIO: ['the disk reports an error', 'check it'],
  LEVEL_IO_ERROR: ['the disk cannot take the tables', 'free space on it, or check it'],
  EFBIG: ['a file may not grow any more', 'raise the limit (`ulimit -f`)'],
  EACCES: ['a file may not be written or read', 'change its permissions'],
  EPERM: ['a file may not be written or read', 'change its permissions'],
  EMFILE: ['too many files are open', 'raise the limit (`ulimit -n`)'],
  ENFILE: ['too many files are open', 'end other programs'],
};

/** Returns the failure that an error is, or that caused it; undefined for every other error. */
export function stateFailureOf(error: unknown, stateFolder?: string): StateFailure | undefined {
  if (error instanceof StateFailure) return error;
  if (error instanceof DamagedFileError) return damagedFile(error.message, error.file);
  const code = errorCode(error) ?? '';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'LEVEL_CORRUPTION') return damagedFile(message, `${stateFolder ?? '.local/<environment>'}/tables`);
  const [fact, help] = Object.hasOwn(failures, code) ? (failures[code] ?? []) : [];
  if (fact !== undefined && isOfFileSystem(error))
    return new StateFailure(
      `${fact} (${message}): nothing that was kept${stateFolder === undefined ? '' : ` in ${stateFolder}`} is lost; ${help} and run the same command again`,
      { cause: error },
    );
  return causeOf(error) === undefined ? undefined : stateFailureOf(causeOf(error), stateFolder);
}

/** Whether an error is a failure of the state, and not of the request. */
export function isStateFailure(error: unknown): boolean {
  return stateFailureOf(error) !== undefined;
}

function damagedFile(message: string, path: string): StateFailure {
  return new StateFailure(
    `${message}: nothing else is lost; move ${path} away, or put back a copy of it, and run the same command again`,
  );
}

/** Sockets use some of the same codes. */
function isOfFileSystem(error: unknown): boolean {
  const socketCalls = ['connect', 'listen', 'bind', 'accept'];
  const call = typeof error === 'object' && error !== null && 'syscall' in error ? error.syscall : undefined;
  return !socketCalls.includes(String(call));
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
}

/**
 * The end of a run. Guards that after the first failure of its state all calls and writes are rejected, so that no execution fails and
 * no delivery is given up because the disk was full.
 */
export class RunEnd {
  private readonly ended = new AbortController();

  constructor(private readonly stateFolder?: string) {}

  /** Aborted by the first failure, which is its reason. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  /** Ends the run if the error is a failure of its state; listeners of the signal have been called when it returns. */
  take(error: unknown): void {
    const failure = stateFailureOf(error, this.stateFolder);
    if (failure !== undefined) this.ended.abort(failure);
  }

  /** Runs an action that writes or reads state. Throws the failure that ended the run, before or while it is done. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      this.take(error);
      this.signal.throwIfAborted();
      throw error;
    }
  }
}
