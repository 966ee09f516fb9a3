import { existsSync, writeFileSync } from 'node:fs';
import { soundDefinition } from '../../language/config';
import { deriveRoleLock, formatRoleLock, lockChanges, lockHelp } from '../../language/iam';
import { loadDefinition } from '../../language/load';
import { roleLockFile } from '../../language/named-files';
import { findDefinitions } from '../find-definitions';
import { resolveDefinition } from '../resolve-definition';

/** What was done with locks, and whether each is that of its definition now. */
export interface LockedRoles {
  readonly lines: readonly string[];
  readonly isSame: boolean;
}

/**
 * Writes the lock of each definition without one and compares the others, which `isUpdate` renews. Without a definition: all in
 * definitions/. Throws DiagnosticsError for a definition with errors, UserError for a file that is not a lock.
 */
export function lockRoles(definition: string | undefined, { isUpdate }: { readonly isUpdate: boolean }): LockedRoles {
  const isPath = definition === undefined || existsSync(definition);
  const files = isPath ? findDefinitions([definition ?? 'definitions']) : [resolveDefinition(definition)];
  const results = files.map((file) => lockRole(file, isUpdate));
  return { lines: results.flatMap(({ lines }) => lines), isSame: results.every(({ isSame }) => isSame) };
}

function lockRole(file: string, isUpdate: boolean): LockedRoles {
  const parsed = soundDefinition(loadDefinition(file));
  const lockFile = roleLockFile(file);
  const write = () => writeFileSync(lockFile, formatRoleLock(deriveRoleLock(parsed), file));
  if (!existsSync(lockFile)) {
    write();
    return { lines: [`${lockFile}: written`], isSame: true };
  }
  const changes = lockChanges(parsed).map((change) => `  ${change}`);
  if (changes.length === 0) return { lines: [`${lockFile}: the role is the same`], isSame: true };
  if (!isUpdate) {
    return { lines: [`${lockFile}: the role differs`, ...changes, `  = help: ${lockHelp(file)}`], isSame: false };
  }
  write();
  return { lines: [`${lockFile}: renewed`, ...changes], isSame: true };
}
