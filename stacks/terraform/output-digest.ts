import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the SHA-256 of a stack's synthesised output: its JSON and its zips. A plan refers to the zips by name only,
 * so without this a later synthesis could put other code under a reviewed plan.
 */
export function outputDigest(stackFolder: string): string {
  const assets = join(stackFolder, 'assets');
  const zips = existsSync(assets) ? readdirSync(assets).sort() : [];
  const digest = createHash('sha256');
  for (const file of [join(stackFolder, 'cdk.tf.json'), ...zips.map((zip) => join(assets, zip))]) {
    digest.update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return digest.digest('hex');
}

/** Saves the digest of a plan's output next to the plan. */
export function writeDigest(planFile: string, digest: string): void {
  writeFileSync(digestFile(planFile), `${digest}\n`);
}

/** Returns the digest saved next to a plan; undefined without one. */
export function readDigest(planFile: string): string | undefined {
  const file = digestFile(planFile);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function digestFile(planFile: string): string {
  return `${planFile}.sha256`;
}
