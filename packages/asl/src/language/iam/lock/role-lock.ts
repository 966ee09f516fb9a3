import { basename } from 'node:path';
import { parse, stringify } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../definition';
import { UserError } from '../../diagnostics';
import type { ParsedDefinition } from '../../load';
import { roleLockFile, roleLockText } from '../../named-files';
import { deriveExecutionPolicy } from '../derive-execution-policy';
import type { UnknownCall } from '../grant';
import { placeholdersAsArns } from '../placeholder-arns';
import type { DerivedStatement } from '../statements';

/** What a role may do, as its lock has it. */
export interface LockedStatement {
  readonly allow: readonly string[];
  readonly on: readonly string[];
  readonly if?: JsonObject;
  /** The reason of `*`. */
  readonly anyResourceBecause?: string;
  /** Why, as `asl iam` prints it; not in the file, since it changes with the names of states. */
  readonly because?: readonly string[];
}

/** The permissions of a definition's role with its placeholders, for any region and account. */
export interface RoleLock {
  readonly statements: readonly LockedStatement[];
  /** Calls whose permissions only the values of placeholders show: `${ActivityArn}`. */
  readonly open: readonly string[];
}

/** Derives the permissions that a lock of this definition has now. */
export function deriveRoleLock({ file, value, placeholders }: ParsedDefinition): RoleLock {
  const target = {
    partition: '${Partition}',
    region: '${Region}',
    account: '${Account}',
    stateMachineName: machineName(file),
  };
  const names = new Set(placeholders.map(({ name }) => name));
  const substitutions = placeholdersAsArns(names, { partition: target.partition });
  const { statements, unknown } = deriveExecutionPolicy({ value }, substitutions, target);
  return {
    statements: statements.map(lockedStatement),
    open: unknown.map(openCall),
  };
}

function lockedStatement({ Sid, Action, Resource, Condition, reasons }: DerivedStatement): LockedStatement {
  const reason = /^AnyResourceBecause(.*?)\d*$/.exec(Sid)?.[1];
  return {
    allow: Action,
    on: Resource,
    ...(Condition === undefined ? {} : { if: Condition }),
    ...(reason === undefined ? {} : { anyResourceBecause: reason }),
    because: reasons,
  };
}

/** Returns the lock of a definition; undefined without a file. Throws a UserError for a file that is not a lock. */
export function readRoleLock(definitionFile: string): RoleLock | undefined {
  const text = roleLockText(definitionFile);
  if (text === undefined) return undefined;
  const file = roleLockFile(definitionFile);
  const known = readLocks.get(file);
  if (known?.text === text) return known.lock;
  const lock = parseRoleLock(text, file);
  readLocks.set(file, { text, lock });
  return lock;
}

/** By their files: a definition is compared again after each edit. */
const readLocks = new Map<string, { readonly text: string; readonly lock: RoleLock }>();

function parseRoleLock(text: string, file: string): RoleLock {
  const value = parsed(text, file);
  const statements = isJsonObject(value) ? value['statements'] : undefined;
  const open = isJsonObject(value) ? (value['open'] ?? []) : [];
  if (!Array.isArray(statements) || !statements.every(isStatement) || !isTexts(open)) {
    const help = `write it again: asl iam ${machineName(file)} --lock --update`;
    throw new UserError('it is not the lock of a role: `statements` must be a list of `allow` and `on`', {
      location: file,
      help,
    });
  }
  return { statements: statements as unknown as readonly LockedStatement[], open };
}

function parsed(text: string, file: string): Json {
  try {
    return parse(text) as Json;
  } catch (error) {
    throw new UserError(`it cannot be parsed: ${(error as Error).message.split('\n')[0]}`, { location: file });
  }
}

/** The text of a lock's file. */
export function formatRoleLock({ statements, open }: RoleLock, definitionFile: string): string {
  const name = machineName(definitionFile);
  const head = [
    `# What ${basename(definitionFile)} lets its execution role do. asl check and synthesis compare it.`,
    `# Renew it after a change: asl iam ${name} --lock --update`,
  ];
  const value = {
    statements: statements.map(({ because: _, ...statement }) => statement),
    ...(open.length === 0 ? {} : { open }),
  };
  return `${head.join('\n')}\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

function isStatement(value: Json): boolean {
  return isJsonObject(value) && isTexts(value['allow']) && isTexts(value['on']);
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** The name that an ARN of the machine itself gets, and by which commands find the definition. */
export function machineName(file: string): string {
  return basename(file).replace(/(\.asl|\.role)?\.(ya?ml|json)$/, '');
}

function openCall(call: UnknownCall): string {
  switch (call.kind) {
    case 'placeholder':
      return `\${${call.placeholder}}`;
    case 'resource':
      return call.resource;
    case 'action':
      return call.call;
    default:
      return call satisfies never;
  }
}
