import {
  deriveExecutionPolicy,
  lockChanges,
  lockHelp,
  placeholdersAsArns,
  toPolicyDocument,
  unknownCallText,
} from '../../language/iam';
import { roleLockFile, roleLockText } from '../../language/named-files';
import { NotFoundError } from '../pages';
import type { BookEntry } from './definition-book';
import { drawableOf } from './definition-graph';

/** A statement of the derived role, and why it is there. */
export interface RoleStatement {
  readonly sid: string;
  readonly allow: readonly string[];
  readonly on: readonly string[];
  /** JSON. */
  readonly condition?: string;
  readonly because: readonly string[];
}

/** What a definition, or one of its states, needs of its execution role: as `asl iam` derives it. */
export interface DefinitionRole {
  readonly statements: readonly RoleStatement[];
  /** Calls for which no permission is derived, in words. */
  readonly unknown: readonly string[];
  /** Prints the same; `--set` names each placeholder whose value synthesis decides. */
  readonly command: string;
  /** The policy document, JSON. */
  readonly policy: string;
  /** Of the whole definition, if it has a lock. */
  readonly lock?: RoleLockState;
}

/** How a role differs from its lock. */
export interface RoleLockState {
  readonly file: string;
  /** In words; empty if it is the same. */
  readonly changes: readonly string[];
  readonly help: string;
}

/** The target that `asl iam` assumes. */
const assumed = { partition: 'aws', region: 'us-east-1', account: '123456789012' };

/**
 * Derives the role of a definition as it was last drawn, or what one state and those inside of it need. Throws NotFoundError for a state that
 * is not there, UserError for a lock that cannot be read.
 */
export function definitionRole(entry: BookEntry, path: string | undefined): DefinitionRole {
  const { parsed, tree } = drawableOf(entry);
  const { file, name } = entry;
  const state = path === undefined ? undefined : tree.byPath.get(path);
  if (path !== undefined && state === undefined) throw new NotFoundError(`there is no state ${path}`);
  const names = new Set(parsed.placeholders.map((placeholder) => placeholder.name));
  const policy = deriveExecutionPolicy(
    state === undefined ? parsed : { StartAt: state.name, States: { [state.name]: state.definition } },
    placeholdersAsArns(names, assumed),
    { ...assumed, stateMachineName: name },
  );
  const { statements, unknown } = policy;
  const open = openPlaceholders(JSON.stringify([statements.map(({ Resource }) => Resource), unknown]), names);
  return {
    statements: statements.map(({ Sid: sid, Action: allow, Resource: on, Condition, reasons: because }) => ({
      ...{ sid, allow, on, because },
      ...(Condition === undefined ? {} : { condition: JSON.stringify(Condition) }),
    })),
    unknown: unknown.map(unknownCallText),
    command: ['npx asl iam', file, ...open.map((placeholder) => `--set ${placeholder}=arn:…`)].join(' '),
    policy: JSON.stringify(toPolicyDocument(policy), null, 2),
    ...(state !== undefined || roleLockText(file) === undefined
      ? {}
      : { lock: { file: roleLockFile(file), changes: lockChanges(parsed), help: lockHelp(file) } }),
  };
}

/** The placeholders that a resource, or a call that is not known, is named by. */
function openPlaceholders(text: string, names: ReadonlySet<string>): string[] {
  return [...names].filter((name) => text.includes(`\${${name}}`) || text.includes(`"placeholder":"${name}"`));
}
