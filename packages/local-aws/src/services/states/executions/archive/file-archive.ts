import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearUnfinishedBelow, jsonFilesIn } from '../../../../json-file';
import type { ExecutionReference } from '../../arns';
import type { ExecutionArchive } from './execution-archive';
import { ExecutionFile, type ExecutionFileOptions } from './execution-file';

/**
 * Stores executions in a folder: a folder for each machine, in it one for the children of each Distributed Map, two files for each
 * execution. Removes incomplete files of a killed process; other processes must not write there. `onFailure` is called with every
 * error of a write.
 */
export function createFileArchive(
  folder: string,
  onFailure: ExecutionFileOptions['onFailure'] = () => undefined,
): ExecutionArchive {
  clearUnfinishedBelow(folder);
  const fileOf = ({ stateMachineName, name }: ExecutionReference): ExecutionFileOptions => ({
    file: join(folder, stateMachineName, `${name.replace(':', '.')}.json`),
    onFailure,
  });
  return {
    create: (reference, origin) => ExecutionFile.create(fileOf(reference), origin),
    open: (reference) => ExecutionFile.open(fileOf(reference)),
    list: (stateMachineName) =>
      jsonFilesIn(join(folder, stateMachineName))
        .map((file) => ExecutionFile.open({ file, onFailure }))
        .filter((file) => file !== undefined),
    machineNames() {
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { withFileTypes: true })
        .filter((item) => item.isDirectory())
        .map((item) => item.name);
    },
    ended: () => [],
    remove: (stateMachineName) => rmSync(join(folder, stateMachineName), { recursive: true, force: true }),
  };
}
