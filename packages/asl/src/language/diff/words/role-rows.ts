import type { DefinitionChanges } from '../compare-definitions';
import type { Permission, PermissionNeed } from '../role-changes';
import { lineAt, type Row } from './row';
import { listWords, type Shown } from './value-words';

/** Returns what the role may do after the change and not before; what it loses is a risk. */
export function roleRows(changes: DefinitionChanges, shown: Shown): Row[] {
  const { gained, kept } = changes.role;
  const gains = grouped(gained).map(
    (same): Row => ({
      sign: '+',
      subject: 'role',
      text: `${permissionWords(same)}, because ${reasonWords(same.needs, shown)}`,
      ...lineAt(changes, 'new', (same.needs[0] as PermissionNeed).path),
    }),
  );
  const more = new Map<string, Set<string>>();
  for (const { permission, moreStates } of kept) {
    const states = listWords([...new Set(moreStates)], 3, shown);
    more.set(states, (more.get(states) ?? new Set()).add(permission.action));
  }
  const also = [...more].map(
    ([states, actions]): Row => ({
      sign: ' ',
      subject: 'role',
      text: `${[...actions].join(', ')}: also for ${states}`,
    }),
  );
  return [...gains, ...also];
}

/** Returns the permissions that executions under way may need and that the role no longer has. */
export function lostRows(changes: DefinitionChanges, shown: Shown): Row[] {
  return grouped(changes.role.lost).map((same) => ({
    sign: '!',
    subject: 'role',
    text: `loses ${permissionWords(same)}${unless(same, changes)}; executions under way need it: ${reasonWords(same.needs, shown)}`,
    ...lineAt(changes, 'old', (same.needs[0] as PermissionNeed).path),
  }));
}

/** The value of a placeholder is not known here: another placeholder may name the same resource. */
function unless({ actions, resources }: SamePermissions, { role }: DefinitionChanges): string {
  const others = role.gained.filter(({ action }) => actions.includes(action)).map(({ resource }) => resource);
  const hasPlaceholder = [...resources, ...others].some((resource) => resource.includes('${'));
  return others.length > 0 && hasPlaceholder ? ` (unless it is ${[...new Set(others)].join(', ')})` : '';
}

/** Permissions that the same states need for the same reasons. */
interface SamePermissions extends Pick<Permission, 'condition' | 'needs'> {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Brings the resources of an action together, then the actions on these. */
function grouped(permissions: readonly Permission[]): SamePermissions[] {
  const single = permissions.map(({ action, resource, ...rest }) => ({
    ...rest,
    actions: [action],
    resources: [resource],
  }));
  return merged(merged(single, 'actions'), 'resources');
}

function merged(list: readonly SamePermissions[], by: 'actions' | 'resources'): SamePermissions[] {
  const groups = new Map<string, SamePermissions>();
  for (const each of list) {
    const key = JSON.stringify([each[by], each.condition, each.needs.map(({ reason }) => reason)]);
    const known = groups.get(key) ?? { ...each, actions: [], resources: [] };
    groups.set(key, {
      ...known,
      actions: [...new Set([...known.actions, ...each.actions])],
      resources: [...new Set([...known.resources, ...each.resources])],
    });
  }
  return [...groups.values()];
}

function permissionWords({ actions, resources, condition }: SamePermissions): string {
  return `${actions.join(', ')} on ${resources.join(', ')}${condition === undefined ? '' : ` if ${JSON.stringify(condition)}`}`;
}

function reasonWords(needs: readonly PermissionNeed[], shown: Shown): string {
  const reasons = [...new Set(needs.map(({ reason }) => reason))];
  if (shown.all || reasons.length <= 2) return reasons.join(' and ');
  return `${reasons[0]}, and ${reasons.length - 1} other states`;
}
