import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Terraform's lock file holds the checksums of the providers. It belongs in git, but Terraform reads it from its
 * working folder, which is synthesised and ignored: so `terraform.lock.hcl` of the project is copied there before
 * `terraform init`.
 */
export function placeLockFile(root: string, stackFolder: string): void {
  if (existsSync(kept(root))) copyFileSync(kept(root), join(stackFolder, lockFile));
}

/** Copies what `terraform init` has added back into the project, to be committed. */
export function keepLockFile(root: string, stackFolder: string): void {
  const written = join(stackFolder, lockFile);
  if (existsSync(written)) copyFileSync(written, kept(root));
}

const lockFile = '.terraform.lock.hcl';

function kept(root: string): string {
  return join(root, 'terraform.lock.hcl');
}
