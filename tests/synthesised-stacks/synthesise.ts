import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What came of a synthesis. */
export interface Synthesis {
  readonly root: string;
  readonly folder: string;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  remove(): void;
}

/** Runs main.ts, as users do, into a folder of its own. */
export function synthesise(): Synthesis {
  const root = join(__dirname, '..', '..');
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', join(root, 'main.ts')], {
    env: { ...process.env, CDKTF_OUTDIR: folder, NODE_OPTIONS: '' },
    cwd: root,
    encoding: 'utf8',
  });
  return { root, folder, status, stdout, stderr, remove: () => rmSync(folder, { recursive: true }) };
}
