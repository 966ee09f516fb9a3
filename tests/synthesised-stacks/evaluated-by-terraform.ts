import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns Terraform's values of template strings in its JSON syntax; undefined without terraform on the PATH. */
export function evaluatedByTerraform(texts: readonly string[]): string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-console-'));
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ locals: { texts } }));
    const options = { cwd: folder, input: 'jsonencode(local.texts)\n', encoding: 'utf8' } as const;
    const { error, stdout } = spawnSync('terraform', ['console'], options);
    if (error !== undefined) return undefined;
    return JSON.parse(JSON.parse(stdout.slice(stdout.indexOf('"'))) as string) as string[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
