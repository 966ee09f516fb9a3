import type { JsonObject } from '../definition';
import { pascalCase, type ReasonedGrant } from './grant';

/** A statement of the execution role's policy, with the reasons that the policy document leaves out. */
export interface DerivedStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: JsonObject;
  readonly reasons: readonly string[];
}

interface Draft {
  readonly actions: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
  readonly because?: string;
  readonly condition?: JsonObject;
  readonly reasons: ReadonlySet<string>;
}

/**
 * Merges grants into statements: first the resources of one action come together, then the actions on the same
 * resources. An action that is granted on any resource is not granted again on some. The order depends on the content
 * only.
 */
export function mergeGrants(grants: readonly ReasonedGrant[]): DerivedStatement[] {
  const single = grants.flatMap((grant) => grant.actions.map((action) => draftOf(grant, action)));
  const byAction = merge(single, ({ actions, because, condition }) => key([...actions], because, condition));
  const byResources = merge(withoutCovered(byAction), ({ resources, because, condition }) =>
    key([...resources].sort(), because, condition),
  );
  const sorted = [...byResources].sort((a, b) => compare(sortKey(a), sortKey(b)));
  return withSids(sorted);
}

function draftOf({ resources, condition, reason }: ReasonedGrant, action: string): Draft {
  const note = resources.kind === 'arns' && resources.note !== undefined ? `${reason} (${resources.note})` : reason;
  const base = { actions: new Set([action]), condition, reasons: new Set([note]) };
  if (resources.kind === 'any') return { ...base, resources: new Set(['*']), because: resources.because };
  return { ...base, resources: new Set(resources.arns) };
}

function key(parts: readonly string[], because: string | undefined, condition: JsonObject | undefined): string {
  return JSON.stringify([parts, because ?? null, condition ?? null]);
}

function merge(drafts: readonly Draft[], keyOf: (draft: Draft) => string): Draft[] {
  const merged = new Map<string, Draft>();
  for (const draft of drafts) {
    const known = merged.get(keyOf(draft));
    merged.set(keyOf(draft), known === undefined ? draft : union(known, draft));
  }
  return [...merged.values()];
}

function union(a: Draft, b: Draft): Draft {
  return {
    ...a,
    actions: new Set([...a.actions, ...b.actions]),
    resources: new Set([...a.resources, ...b.resources]),
    reasons: new Set([...a.reasons, ...b.reasons]),
  };
}

function withoutCovered(drafts: readonly Draft[]): Draft[] {
  const onAny = drafts.filter(({ because, condition }) => because !== undefined && condition === undefined);
  const anywhere = new Set(onAny.flatMap(({ actions }) => [...actions]));
  return drafts
    .filter(({ actions, because }) => because !== undefined || ![...actions].every((action) => anywhere.has(action)))
    .map((draft) => ({ ...draft, resources: withoutNarrower(draft.resources) }));
}

/** A resource that a pattern of the same list covers is dropped. */
function withoutNarrower(resources: ReadonlySet<string>): ReadonlySet<string> {
  const patterns = [...resources].filter((arn) => arn.endsWith('*'));
  const covered = (arn: string) =>
    patterns.some(
      (pattern) => pattern !== arn && arn.startsWith(pattern.slice(0, -1)) && !pattern.slice(0, -1).includes('*'),
    );
  return new Set([...resources].filter((arn) => !covered(arn)));
}

function sortKey({ actions, resources }: Draft): string {
  return `${[...actions].sort()[0]} ${[...resources].sort()[0]}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withSids(drafts: readonly Draft[]): DerivedStatement[] {
  const used = new Map<string, number>();
  return drafts.map(({ actions, resources, because, condition, reasons }) => {
    const base = because === undefined ? sidOf([...actions].sort()) : `AnyResourceBecause${because}`;
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    return {
      Sid: count === 1 ? base : `${base}${count}`,
      Effect: 'Allow',
      Action: [...actions].sort(),
      Resource: [...resources].sort(),
      ...(condition === undefined ? {} : { Condition: condition }),
      reasons: [...reasons].sort(),
    };
  });
}

/** `lambda:InvokeFunction` → `LambdaInvokeFunction`; more than two actions are counted rather than listed. */
function sidOf(actions: readonly string[]): string {
  const [first = '', second] = actions.map((action) => pascalCase(action));
  if (second === undefined) return first;
  if (actions.length === 2) return `${first}And${pascalCase((actions[1] ?? '').split(':')[1] ?? '')}`;
  return `${first}And${actions.length - 1}More`;
}
