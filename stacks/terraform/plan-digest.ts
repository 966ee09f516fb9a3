import { existsSync, readFileSync, writeFileSync } from 'node:fs';

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
