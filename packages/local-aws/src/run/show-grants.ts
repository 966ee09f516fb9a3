import { CannotRunError } from '../environment/cannot-run-error';
import type { EnvironmentOptions } from '../environment/open-environment';
import { findProject, stateFolderOf } from '../environment/project';
import type { RoleGrant } from '../policies';
import { readGrants } from '../policies/kept-grants';
import { matchesWildcards } from '../policies/wildcards';

/** Options of `asl local grants`. */
export interface ShowGrantsOptions extends EnvironmentOptions {
  /** Part of a role's name; absent: all roles. */
  readonly role?: string;
  readonly json: boolean;
}

/**
 * `asl local grants`: prints what roles are granted and no local run has used, statement by statement. Throws CannotRunError before the
 * first run.
 */
export async function showGrants({ cwd, environment, role = '', json, console }: ShowGrantsOptions): Promise<0> {
  const grants = readGrants(stateFolderOf(findProject(cwd), environment));
  if (grants === undefined)
    throw new CannotRunError(`there are no runs in ${environment}: run \`asl local run <machine>\` first`);
  const chosen = grants.filter(({ roleArn }) => nameOf(roleArn).includes(role));
  if (chosen.length === 0) throw new CannotRunError(`no role of ${environment} has \`${role}\` in its name`);
  if (json) for (const grant of chosen) console.json({ ...grant, unused: unusedActions(grant) });
  else for (const line of grantLines(chosen)) console.print(line);
  return 0;
}

/** Nothing is traced locally. */
const neverAsked = /^xray:/;

/** The lines for a person: each role with its statements that have something unused. */
export function grantLines(grants: readonly RoleGrant[]): string[] {
  const roles = [...new Set(grants.map(({ roleArn }) => roleArn))].sort();
  return roles.flatMap((roleArn) => {
    const own = grants.filter((grant) => grant.roleArn === roleArn);
    const evaluated = own.filter(({ actions }) => !actions.every((action) => neverAsked.test(action)));
    const open = evaluated.filter((grant) => unusedActions(grant).length > 0);
    const rest = own.length - evaluated.length;
    const more = rest === 0 ? '' : `, ${rest} on traces, which are not written here`;
    const head = `${nameOf(roleArn)}: ${own.length} statement(s), ${evaluated.length - open.length} used in full${more}`;
    return [head, ...open.flatMap(statementLines)];
  });
}

function statementLines(grant: RoleGrant): string[] {
  const unused = unusedActions(grant);
  const [first = '', ...others] = grant.resources;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const isWhole = grant.used.length === 0;
  return [
    `  ${grant.sid ?? grant.policy}: ${isWhole ? 'never used' : 'partly used'}`,
    `    unused  ${unused.join(', ')}`,
    `    on      ${first}${more}`,
  ];
}

/** The actions of a statement that nothing was allowed by. */
export function unusedActions({ actions, used }: RoleGrant): readonly string[] {
  return actions.filter(
    (pattern) => !used.some((action) => matchesWildcards(pattern.toLowerCase(), action.toLowerCase())),
  );
}

function nameOf(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}
