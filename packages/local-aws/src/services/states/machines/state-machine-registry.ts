import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { memberOf } from '@document-pipelines/asl/definition';
import type { CompiledStateMachine } from '@document-pipelines/asl/interpreter';
import { jsonFilesIn, readJsonFile, writeJsonFile } from '../../../json-file';
import { ServiceError } from '../../service';
import { type StateMachineReference, stateMachineReference } from '../arns';
import { compileText } from './compile-text';
import { currentRevision, entryOf, type Revision, type Route, type StateMachineEntry } from './state-machine-entry';

/** What a reference to a machine, a version or an alias resolves to. */
export interface ResolvedStateMachine {
  readonly entry: StateMachineEntry;
  readonly revision: Revision;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
}

/** The state machines there are. */
export interface StateMachineRegistry {
  find(name: string): StateMachineEntry | undefined;
  /**
   * Resolves an ARN. An alias with two routes resolves to one of them by `draw`, from 0 (the first one's share begins) to 1. Throws
   * StateMachineDoesNotExist, InvalidArn.
   */
  resolve(arn: unknown, draw?: number): ResolvedStateMachine;
  put(entry: StateMachineEntry): void;
  remove(name: string): void;
  /** All machines, sorted by their names. */
  all(): readonly StateMachineEntry[];
  /** A revision, ready to run; compiled once. */
  compiled(entry: StateMachineEntry, revisionId: string): CompiledStateMachine;
}

/** The state machines of a folder, each in `<name>.json`; without a folder they live as long as the process. */
export function createStateMachineRegistry(folder?: string): StateMachineRegistry {
  const entries = new Map<string, StateMachineEntry>();
  const machines = new Map<string, CompiledStateMachine>();
  const fileOf = (name: string): string | undefined =>
    folder === undefined ? undefined : join(folder, `${name}.json`);
  for (const file of folder === undefined ? [] : jsonFilesIn(folder)) {
    const written = readJsonFile<StateMachineEntry>(file);
    if (written !== undefined) entries.set(written.name, entryOf(written));
  }

  const registry: StateMachineRegistry = {
    find: (name) => entries.get(name),
    resolve(arn, draw = 0) {
      const reference = stateMachineReference(arn);
      const entry = registry.find(reference.name);
      if (entry === undefined || entry.stateMachineArn !== reference.stateMachineArn) throw doesNotExist(arn);
      return resolveReference(entry, reference, draw) ?? fail(doesNotExist(arn));
    },
    put(entry) {
      entries.set(entry.name, entry);
      const file = fileOf(entry.name);
      if (file !== undefined) writeJsonFile(file, entry);
    },
    remove(name) {
      const entry = entries.get(name);
      for (const revisionId of Object.keys(entry?.revisions ?? {})) machines.delete(`${name}:${revisionId}`);
      entries.delete(name);
      const file = fileOf(name);
      if (file !== undefined) rmSync(file, { force: true });
    },
    all: () => [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    compiled(entry, revisionId) {
      const key = `${entry.name}:${revisionId}`;
      const known = machines.get(key);
      if (known !== undefined) return known;
      const machine = compileText(entry.revisions[revisionId]?.definition ?? 'null');
      machines.set(key, machine);
      return machine;
    },
  };
  return registry;
}

/** Returns AWS's error for an ARN that does not exist. */
export function doesNotExist(arn: unknown): ServiceError {
  return new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${String(arn)}'`);
}

function resolveReference(
  entry: StateMachineEntry,
  { qualifier, stateMachineArn }: StateMachineReference,
  draw: number,
): ResolvedStateMachine | undefined {
  if (qualifier === undefined) return { entry, revision: currentRevision(entry) };
  const alias = memberOf(entry.aliases, qualifier);
  const version = alias === undefined ? qualifier : drawRoute(alias.routes, draw);
  if (version === undefined) return undefined;
  const published = memberOf(entry.versions, version);
  const revision = published === undefined ? undefined : entry.revisions[published.revisionId];
  if (revision === undefined) return undefined;
  const named = alias === undefined ? {} : { stateMachineAliasArn: `${stateMachineArn}:${qualifier}` };
  return { entry, revision, stateMachineVersionArn: `${stateMachineArn}:${version}`, ...named };
}

/** Returns the route whose share contains the number. */
function drawRoute(routes: readonly Route[], draw: number): string | undefined {
  let left = draw * 100;
  for (const { version, weight } of routes) {
    left -= weight;
    if (left < 0) return version;
  }
  return routes.find(({ weight }) => weight > 0)?.version;
}

function fail(error: Error): never {
  throw error;
}
