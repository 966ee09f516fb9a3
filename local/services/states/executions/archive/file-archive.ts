import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearUnfinishedBelow, jsonFilesIn } from '../../../../json-file';
import type { ExecutionReference } from '../../arns';
import type { ExecutionArchive } from './execution-archive';
import { ExecutionFile } from './execution-file';

/**
 * Executions in a folder: a folder a machine, in it one for the children of each Distributed Map, two files an execution. What a
 * killed process left half written there is taken away; nobody else may be writing.
 */
export function createFileArchive(folder: string): ExecutionArchive {
  clearUnfinishedBelow(folder);
  const fileOf = ({ stateMachineName, name }: ExecutionReference): string =>
    join(folder, stateMachineName, `${name.replace(':', '.')}.json`);
  return {
    create: (reference, origin) => ExecutionFile.create(fileOf(reference), origin),
    open: (reference) => ExecutionFile.open(fileOf(reference)),
    list: (stateMachineName) =>
      jsonFilesIn(join(folder, stateMachineName))
        .map((path) => ExecutionFile.open(path))
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
