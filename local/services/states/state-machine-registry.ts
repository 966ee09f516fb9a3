import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { StateMachineDefinition } from '../../../asl/definition';
import { type CompiledStateMachine, compileStateMachine, type StateMachineType } from '../../../interpreter';
import { readJsonFile, writeJsonFile } from '../../json-file';
import { ServiceError } from '../service';
import { type StateMachineReference, stateMachineReference } from './arns';

/** What a state machine was at one time: executions keep to the revision they started with. */
export interface Revision {
  readonly revisionId: string;
  /** JSON text. */
  readonly definition: string;
  readonly roleArn: string;
}

/** All that is kept of one state machine. Revisions stay for as long as the state folder does. */
export interface StateMachineEntry {
  readonly name: string;
  readonly stateMachineArn: string;
  readonly type: StateMachineType;
  readonly creationDate: number;
  readonly currentRevisionId: string;
  readonly revisions: Readonly<Record<string, Revision>>;
  /** Revision ids by version number. */
  readonly versions: Readonly<Record<string, string>>;
  /** Version numbers by alias. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** What a reference to a machine, a version or an alias comes to. */
export interface ResolvedStateMachine {
  readonly entry: StateMachineEntry;
  readonly revision: Revision;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
}

/** The state machines of a state folder, each in `state-machines/<name>.json`. */
export interface StateMachineRegistry {
  find(name: string): StateMachineEntry | undefined;
  /** Throws StateMachineDoesNotExist, InvalidArn. */
  resolve(arn: unknown): ResolvedStateMachine;
  put(entry: StateMachineEntry): void;
  /** The names of all machines that this process knows. */
  names(): readonly string[];
  /** A revision, ready to run; compiled once. */
  compiled(entry: StateMachineEntry, revisionId: string): CompiledStateMachine;
}

/** Reads and writes the state machines of `folder`. */
export function createStateMachineRegistry(folder: string): StateMachineRegistry {
  const entries = new Map<string, StateMachineEntry>();
  const machines = new Map<string, CompiledStateMachine>();
  const fileOf = (name: string): string => join(folder, `${name}.json`);

  const registry: StateMachineRegistry = {
    find(name) {
      const known = entries.get(name) ?? readJsonFile<StateMachineEntry>(fileOf(name));
      if (known !== undefined) entries.set(name, known);
      return known;
    },
    resolve(arn) {
      const reference = stateMachineReference(arn);
      const entry = registry.find(reference.name);
      if (entry === undefined || entry.stateMachineArn !== reference.stateMachineArn) throw doesNotExist(arn);
      return resolved(entry, reference) ?? fail(doesNotExist(arn));
    },
    put(entry) {
      entries.set(entry.name, entry);
      writeJsonFile(fileOf(entry.name), entry);
    },
    names: () => [...entries.keys()],
    compiled(entry, revisionId) {
      const key = `${entry.name}:${revisionId}`;
      const machine = machines.get(key) ?? compileText(entry.revisions[revisionId]?.definition ?? 'null');
      machines.set(key, machine);
      return machine;
    },
  };
  return registry;
}

/** A revision's id: the same definition and role are the same revision. */
export function revisionOf(definition: string, roleArn: string): Revision {
  const revisionId = createHash('sha256')
    .update(JSON.stringify([definition, roleArn]))
    .digest('hex')
    .slice(0, 32);
  return { revisionId, definition, roleArn };
}

/** Compiles a definition's JSON text. Throws InvalidDefinition with what is wrong. */
export function compileText(definition: string): CompiledStateMachine {
  let value: unknown;
  try {
    value = JSON.parse(definition);
  } catch (error) {
    throw new ServiceError(
      'InvalidDefinition',
      `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${messageOf(error)}'`,
    );
  }
  try {
    return compileStateMachine(value as StateMachineDefinition);
  } catch (error) {
    throw new ServiceError('InvalidDefinition', `Invalid State Machine Definition: '${messageOf(error)}'`);
  }
}

function resolved(
  entry: StateMachineEntry,
  { qualifier, stateMachineArn }: StateMachineReference,
): ResolvedStateMachine | undefined {
  if (qualifier === undefined) return { entry, revision: entry.revisions[entry.currentRevisionId]! };
  const version = entry.aliases[qualifier] ?? qualifier;
  const revision = entry.revisions[entry.versions[version] ?? ''];
  if (revision === undefined) return undefined;
  const alias = qualifier in entry.aliases ? { stateMachineAliasArn: `${stateMachineArn}:${qualifier}` } : {};
  return { entry, revision, stateMachineVersionArn: `${stateMachineArn}:${version}`, ...alias };
}

function doesNotExist(arn: unknown): ServiceError {
  return new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${String(arn)}'`);
}

function fail(error: Error): never {
  throw error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
