import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputDigest } from '../terraform/output-digest';
import { inputDigest } from './input-digest';

/**
 * Synthesises into `outputFolder`, unless its content is from the same sources and complete: then no module is loaded
 * and no file is written, which takes a tenth of the time. Removing the folder is always safe.
 */
export async function unlessUnchanged(
  root: string,
  outputFolder: string,
  synthesise: () => Promise<void>,
): Promise<void> {
  const stamp = join(outputFolder, '.synthesised.json');
  const inputs = inputDigest(root, process.env);
  if (sameStamp(stamp, inputs, outputFolder)) return;
  rmSync(stamp, { force: true });
  await synthesise();
  writeFileSync(stamp, `${JSON.stringify({ inputs, outputs: digestOfOutputs(outputFolder) })}\n`);
}

/** Anything that cannot be read, an older stamp included, counts as changed. */
function sameStamp(stamp: string, inputs: string, outputFolder: string): boolean {
  try {
    const before = JSON.parse(readFileSync(stamp, 'utf8')) as { inputs?: string; outputs?: string };
    return before.inputs === inputs && before.outputs === digestOfOutputs(outputFolder);
  } catch {
    return false;
  }
}

function digestOfOutputs(outputFolder: string): string {
  const stacks = join(outputFolder, 'stacks');
  const digests = readdirSync(stacks)
    .sort()
    .map((stack) => outputDigest(join(stacks, stack)));
  const manifest = readFileSync(join(outputFolder, 'manifest.json'));
  return createHash('sha256').update(manifest).update(digests.join()).digest('hex');
}
