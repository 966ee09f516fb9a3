import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { errorCode } from '../../../error-code';

/** Size and digest of content when it was stored. */
export interface ExpectedContent {
  readonly sizeBytes: number;
  /** Hex; undefined if it was not recorded, then only the size is compared. */
  readonly md5: string | undefined;
}

/**
 * Compares content on disk with what was stored: the size at every call, the digest once for each state of the file, which its
 * inode, size and times identify.
 */
export class ContentChecks {
  /** By path, the state in which the digest was right. */
  private readonly verified = new Map<string, string>();
  private readonly running = new Map<string, Promise<string | undefined>>();

  /** @param fileSystemNow The clock that files are dated by, in milliseconds since the epoch. */
  constructor(private readonly fileSystemNow: () => number = Date.now) {}

  /** Returns the damage of the content, e.g. `has 0 bytes instead of 12`; undefined if it is complete. */
  problemOf(path: string, expected: ExpectedContent): Promise<string | undefined> {
    const running = this.running.get(path) ?? this.check(path, expected).finally(() => this.running.delete(path));
    this.running.set(path, running);
    return running;
  }

  forget(path: string): void {
    this.verified.delete(path);
  }

  private async check(path: string, { sizeBytes, md5 }: ExpectedContent): Promise<string | undefined> {
    try {
      const { size, state, changedAt } = await stateOf(path);
      if (size !== sizeBytes) return `has ${size} bytes instead of ${sizeBytes}`;
      if (md5 === undefined || this.verified.get(path) === state) return undefined;
      const isSettled = changedAt + settledAfterMs < this.fileSystemNow();
      if ((await digestOf(path)) !== md5) return 'has other bytes than those that were stored';
      if (isSettled) this.verified.set(path, state);
      return undefined;
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      return code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`;
    }
  }
}

/** Two changes within one tick of the kernel's clock have the same times: a state so young is not remembered. */
const settledAfterMs = 100;

async function stateOf(path: string) {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  const changed = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return {
    size: Number(size),
    state: [dev, ino, size, mtimeNs, ctimeNs].join(':'),
    changedAt: Number(changed / 1_000_000n),
  };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) hash.update(chunk);
  return hash.digest('hex');
}
