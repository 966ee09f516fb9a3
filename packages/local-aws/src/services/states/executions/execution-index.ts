import { type ExecutionReference, executionReference } from '../arns';
import type { ExecutionOrigin, ExecutionSnapshot } from './archive/execution-archive';

/** Filters of lists of executions. */
export interface ExecutionFacets extends Pick<ExecutionOrigin, 'stateMachineVersionArn' | 'stateMachineAliasArn'> {
  readonly status: ExecutionSnapshot['status'];
  readonly isRedriven: boolean;
}

/** Where an execution is in the order of lists: newest first, then by name. */
export interface ListPosition {
  readonly startDate: number;
  readonly name: string;
}

/** A list of executions: those of a state machine, by its name, or those of a Map Run, by its ARN. */
export type ListName = string;

interface Entry extends ListPosition {
  readonly reference: ExecutionReference;
  readonly list: ListName;
  readonly facets: ExecutionFacets;
}

/** Executions that share their facets, oldest first. */
interface Group {
  readonly facets: ExecutionFacets;
  readonly entries: Entry[];
}

/**
 * The order of executions in lists. Guards that each execution is in exactly one group, the one of its facets, so that the cost of a
 * page depends only on its size, not on its filter or the number of executions.
 */
export class ExecutionIndex {
  private readonly lists = new Map<ListName, Map<string, Group>>();
  private readonly byArn = new Map<string, Entry>();
  private readonly mapRunOwners = new Map<string, ExecutionReference>();

  has(executionArn: string): boolean {
    return this.byArn.has(executionArn);
  }

  /** Adds an execution, or moves it to where it belongs now. Express executions without a Map Run are not listed. */
  put(snapshot: ExecutionSnapshot, origin: ExecutionOrigin): void {
    const { executionArn, name, startDate, mapRunArn } = snapshot;
    const reference = executionReference(executionArn);
    if (mapRunArn === undefined && executionArn.split(':')[5] === 'express') return;
    this.remove(executionArn);
    const list = mapRunArn ?? reference.stateMachineName;
    const entry: Entry = { reference, list, startDate, name, facets: facetsOf(snapshot, origin) };
    const { entries } = this.group(entry);
    entries.splice(countOlder(entries, entry), 0, entry);
    this.byArn.set(executionArn, entry);
    for (const mapRun of snapshot.mapRuns ?? []) this.mapRunOwners.set(mapRun.mapRunArn, reference);
  }

  remove(executionArn: string): void {
    const entry = this.byArn.get(executionArn);
    if (entry === undefined) return;
    this.byArn.delete(executionArn);
    const { entries } = this.group(entry);
    entries.splice(countOlder(entries, entry), 1);
  }

  /** Forgets the executions of a state machine, and those of its Map Runs. */
  removeMachine(name: string): void {
    for (const [arn, { reference }] of this.byArn)
      if (reference.stateMachineName.split('/')[0] === name) this.remove(arn);
    for (const [arn, { stateMachineName }] of this.mapRunOwners)
      if (stateMachineName === name) this.mapRunOwners.delete(arn);
  }

  /** Returns the execution that a Map Run belongs to. */
  ownerOf(mapRunArn: string): ExecutionReference | undefined {
    return this.mapRunOwners.get(mapRunArn);
  }

  mapRunBegan(mapRunArn: string, executionArn: string): void {
    this.mapRunOwners.set(mapRunArn, executionReference(executionArn));
  }

  /** Returns the executions of a list that match, newest first, from after a position on. */
  *newestFirst(
    list: ListName,
    matches: (facets: ExecutionFacets) => boolean,
    after?: ListPosition,
  ): Generator<ExecutionReference> {
    const groups = [...(this.lists.get(list)?.values() ?? [])].filter(({ facets }) => matches(facets));
    const left = groups.map(({ entries }) => {
      const count = after === undefined ? entries.length : countOlder(entries, after);
      return { entries, count };
    });
    for (;;) {
      const [newest] = left
        .flatMap((group) => {
          const entry = group.entries[group.count - 1];
          return entry === undefined ? [] : [{ group, entry }];
        })
        .sort((a, b) => compare(b.entry, a.entry));
      if (newest === undefined) return;
      newest.group.count -= 1;
      yield newest.entry.reference;
    }
  }

  private group({ list, facets }: Entry): Group {
    const groups = this.lists.get(list) ?? new Map<string, Group>();
    this.lists.set(list, groups);
    const key = JSON.stringify(facets);
    const group = groups.get(key) ?? { facets, entries: [] };
    groups.set(key, group);
    return group;
  }
}

function facetsOf(
  { status, redriveCount }: ExecutionSnapshot,
  { stateMachineVersionArn, stateMachineAliasArn }: ExecutionOrigin,
): ExecutionFacets {
  return {
    status,
    isRedriven: redriveCount > 0,
    ...(stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn }),
    ...(stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn }),
  };
}

/** Negative where `a` is the older one, which lists show later. */
function compare(a: ListPosition, b: ListPosition): number {
  if (a.startDate !== b.startDate) return a.startDate - b.startDate;
  if (a.name === b.name) return 0;
  return a.name < b.name ? 1 : -1;
}

/** Returns how many entries are older than a position. Starts with the newest, since most are added there. */
function countOlder(entries: readonly Entry[], position: ListPosition): number {
  let [low, high] = [0, entries.length];
  const newest = entries.at(-1);
  if (newest !== undefined && compare(newest, position) < 0) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(entries[middle]!, position) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
