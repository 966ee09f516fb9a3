import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputDigest } from '../terraform/output-digest';
import { inputDigest } from './input-digest';

/**
 * Synthesises into `outputFolder`, unless its content is from the same sources and complete: then no module is loaded
 * and no file is written, which takes a tenth of the time. Removing the folder is always safe. Returns the warnings of
 * the synthesis that the content is from.
 */
export async function unlessUnchanged(
  root: string,
  outputFolder: string,
  synthesise: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const stamp = join(outputFolder, '.synthesised.json');
  const inputs = inputDigest(root, process.env);
  const before = readStamp(stamp, inputs, outputFolder);
  if (before !== undefined) return before.warnings;
  rmSync(stamp, { force: true });
  const warnings = await synthesise();
  const made: Stamp = { inputs, outputs: digestOfOutputs(outputFolder), warnings };
  writeFileSync(stamp, `${JSON.stringify(made)}\n`);
  return warnings;
}

/** What the output is from: digests of the inputs and of itself, and the warnings as they are printed. */
interface Stamp {
  readonly inputs: string;
  readonly outputs: string;
  readonly warnings: readonly string[];
}

/** Anything that cannot be read, an older stamp included, counts as changed. */
function readStamp(stamp: string, inputs: string, outputFolder: string): Stamp | undefined {
  try {
    const before = JSON.parse(readFileSync(stamp, 'utf8')) as Stamp;
    const isSame = before.inputs === inputs && before.outputs === digestOfOutputs(outputFolder);
    return isSame ? before : undefined;
  } catch {
    return undefined;
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
