import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy } from 'cdktf';
import type { StackBundle } from '../constructs/stack-settings';
import type { FunctionBundle } from '../function-bundles';

/**
 * The zips of a stack: copied beside its output, so that the folder alone can be planned and applied elsewhere. Zips and hashes are read
 * when the stack is written.
 */
export class StackAssets {
  /** As the stack refers to them: relative to its folder. */
  readonly bundles: Readonly<Record<string, StackBundle>>;

  constructor(private readonly sources: Readonly<Record<string, FunctionBundle>>) {
    const entries = Object.entries(sources).map(([name, bundle]) => {
      const sourceCodeHash = Lazy.stringValue({ produce: () => bundle.sha256Base64 });
      return [name, { filename: filenameOf(name), sourceCodeHash, handler: bundle.handler }] as const;
    });
    this.bundles = Object.fromEntries(entries);
  }

  /** Copies each zip into a stack's folder; an unchanged one is not copied again. */
  copyTo(stackFolder: string): void {
    mkdirSync(join(stackFolder, assetsFolder), { recursive: true });
    for (const [name, { zipPath }] of Object.entries(this.sources)) {
      const target = join(stackFolder, filenameOf(name));
      if (!existsSync(target) || !readFileSync(zipPath).equals(readFileSync(target))) copyFileSync(zipPath, target);
    }
  }
}

const assetsFolder = 'assets';

function filenameOf(name: string): string {
  return `${assetsFolder}/${name}.zip`;
}
