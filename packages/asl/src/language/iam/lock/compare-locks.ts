import type { JsonObject } from '../../definition';
import { UserError } from '../../diagnostics';
import type { ParsedDefinition } from '../../load';
import { roleLockFile } from '../../named-files';
import { deriveRoleLock, type LockedStatement, machineName, type RoleLock, readRoleLock } from './role-lock';

/** One action on one resource. */
interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly condition?: JsonObject;
  readonly because: readonly string[];
}

/**
 * What a definition changes about its locked role, one line for each: `gains …`, `loses …`. Empty
 * if they are the same, or if there is no lock. Throws a UserError for a file that is not a lock.
 */
export function lockChanges(definition: ParsedDefinition): readonly string[] {
  const locked = readRoleLock(definition.file);
  return locked === undefined ? [] : compareLocks(locked, deriveRoleLock(definition));
}

/** Compares two locks by their permissions; how these are grouped into statements does not matter. */
export function compareLocks(locked: RoleLock, derived: RoleLock): readonly string[] {
  const [before, after] = [permissionsOf(locked), permissionsOf(derived)];
  const gained = [...after].filter(([key]) => !before.has(key)).map(([, permission]) => permission);
  const lost = [...before].filter(([key]) => !after.has(key)).map(([, permission]) => permission);
  return [
    ...grouped(gained).map((text) => `gains ${text}`),
    ...grouped(lost).map((text) => `loses ${text}`),
    ...derived.open
      .filter((call) => !locked.open.includes(call))
      .map((call) => `calls ${call}, for which synthesis decides the permission`),
    ...locked.open.filter((call) => !derived.open.includes(call)).map((call) => `no longer calls ${call}`),
  ];
}

/** Throws a UserError that names each change and the command, if a definition has a lock that differs. */
export function requireLockedRole(definition: ParsedDefinition): void {
  const changes = lockChanges(definition);
  if (changes.length === 0) return;
  throw new UserError(`the role of ${definition.file} differs from its lock`, {
    location: roleLockFile(definition.file),
    details: changes.map((change) => `  ${change}`),
    help: lockHelp(definition.file),
  });
}

/** What to do about a role that differs from its lock. */
export function lockHelp(definitionFile: string): string {
  return `if the change is wanted, renew the lock: asl iam ${machineName(definitionFile)} --lock --update`;
}

function permissionsOf({ statements }: RoleLock): Map<string, Permission> {
  const single = statements.flatMap(({ allow, on, if: condition, because = [] }: LockedStatement) =>
    allow.flatMap((action) => on.map((resource): Permission => ({ action, resource, condition, because }))),
  );
  return new Map(single.map((each) => [JSON.stringify([each.action, each.resource, each.condition ?? null]), each]));
}

/** Brings the resources of an action together, then the actions on these. */
function grouped(permissions: readonly Permission[]): string[] {
  const byAction = new Map<string, { rest: string; action: string; resources: string[] }>();
  for (const { action, resource, condition, because } of permissions) {
    const rest = `${condition === undefined ? '' : ` if ${JSON.stringify(condition)}`}${reasonOf(because)}`;
    const known = byAction.get(`${action} ${rest}`) ?? { rest, action, resources: [] };
    byAction.set(`${action} ${rest}`, { ...known, resources: [...known.resources, resource] });
  }
  const byResources = new Map<string, string[]>();
  for (const { rest, action, resources } of byAction.values()) {
    const key = `on ${resources.join(', ')}${rest}`;
    byResources.set(key, [...(byResources.get(key) ?? []), action]);
  }
  return [...byResources].map(([rest, actions]) => `${actions.join(', ')} ${rest}`);
}

function reasonOf(because: readonly string[]): string {
  const [first, ...others] = because;
  if (first === undefined) return '';
  return `, because ${first}${others.length === 0 ? '' : ` (and ${others.length} more)`}`;
}
