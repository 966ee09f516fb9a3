import type { FieldPath, JsonObject } from '../definition';
import { deriveExecutionPolicy, placeholdersAsArns, type UnknownCall } from '../iam';
import { objectOf } from '../load';
import { canonical } from './canonical';
import type { DiffSource } from './diff-source';
import { listStates } from './list-states';
import type { MatchedState } from './match-states';

/** An action on a resource that some states need. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly condition?: JsonObject;
  readonly needs: readonly PermissionNeed[];
}

/** A state that needs a permission, and its reason: `PutOrder calls aws-sdk:s3:putObject`. */
export interface PermissionNeed {
  readonly state: string;
  readonly path: FieldPath;
  readonly reason: string;
}

/** What the derived role may do after a change and not before, and the reverse. */
export interface RoleChanges {
  readonly gained: readonly Permission[];
  /** The old definition needs it, and so do executions under way. */
  readonly lost: readonly Permission[];
  /** What other or more states need now. */
  readonly kept: readonly { readonly permission: Permission; readonly moreStates: readonly string[] }[];
}

/** Compares the roles that are derived from two definitions. `matched`: their states, so that a renamed one is not another. */
export function compareRoles(old: DiffSource, current: DiffSource, matched: readonly MatchedState[]): RoleChanges {
  const oldLabels = new Map(matched.map((match) => [match.new.label, match.old.label]));
  const [before, after] = [permissionsOf(old, current.name), permissionsOf(current, current.name)];
  const isAllowed = (list: readonly Permission[], one: Permission) => list.some((each) => covers(each, one));
  const known = new Map(before.map((each) => [keyOf(each), new Set(each.needs.map(({ state }) => state))]));
  return {
    gained: after.filter((each) => !isAllowed(before, each)),
    lost: before.filter((each) => !isAllowed(after, each)),
    kept: after.flatMap((permission) => {
      const states = known.get(keyOf(permission));
      const isMore = (state: string) => states?.has(oldLabels.get(state) ?? '') === false;
      const more = permission.needs.map(({ state }) => state).filter(isMore);
      return more.length === 0 ? [] : [{ permission, moreStates: more }];
    }),
  };
}

/** Derived state by state, so that each permission keeps the states that need it. */
function permissionsOf(source: DiffSource, stateMachineName: string): Permission[] {
  const place = { partition: 'aws', region: '*', account: '*', stateMachineName };
  const substitutions = placeholdersAsArns(source.placeholders, { partition: 'aws' });
  const permissions = new Map<string, Permission>();
  for (const state of listStates(source.filled)) {
    // A Map needs permissions of its own; the states inside are derived by themselves.
    const States = objectOf([[state.label, state.own]]);
    const derived = deriveExecutionPolicy({ value: { StartAt: state.label, States } }, substitutions, place);
    const { statements, unknown } = derived;
    for (const { Action, Resource, Condition: condition, reasons } of statements) {
      const needs = reasons.map((reason) => ({ state: state.label, path: state.path, reason }));
      for (const one of Action.flatMap((action) => Resource.map((resource) => ({ action, resource, condition })))) {
        const known = permissions.get(keyOf(one))?.needs ?? [];
        permissions.set(keyOf(one), { ...one, needs: [...known, ...needs] });
      }
    }
    for (const call of unknown) {
      const resource = unknownResource(call);
      const one = { action: 'an unknown action', resource };
      const need = { state: state.label, path: state.path, reason: `${state.label} calls ${resource}` };
      permissions.set(keyOf(one), { ...one, needs: [...(permissions.get(keyOf(one))?.needs ?? []), need] });
    }
  }
  return [...permissions.values()];
}

/** What a state calls, as it is written. */
function unknownResource(call: UnknownCall): string {
  if (call.kind === 'placeholder') return `\${${call.placeholder}}`;
  return call.kind === 'resource' ? call.resource : call.call;
}

type Allowed = Pick<Permission, 'action' | 'resource' | 'condition'>;

function keyOf({ action, resource, condition }: Allowed): string {
  return canonical([action, resource, condition ?? null]);
}

function covers(wide: Allowed, narrow: Allowed): boolean {
  if (wide.action !== narrow.action) return false;
  if (wide.condition !== undefined && canonical(wide.condition) !== canonical(narrow.condition ?? null)) return false;
  return wide.resource === narrow.resource || matchesPattern(narrow.resource, wide.resource);
}

/** Whether `*` of the pattern can be what the text has in its place. */
function matchesPattern(text: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0 || !text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  const last = others.at(-1) ?? '';
  return text.length - last.length >= at && text.endsWith(last);
}
