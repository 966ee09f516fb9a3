import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoleGrant } from '@document-pipelines/local-aws';
import { scenarios } from '../roles/scenarios';
import { isEvaluated, titleOf } from '../roles/statement-title';
import { type Reason, unusedBySamples } from './unused-by-samples';

const root = join(__dirname, '..', '..');

/** Compares what a run used with the list, and the list with what it names. Returns one line for each difference. */
export function reasonProblems(grants: readonly RoleGrant[]): readonly string[] {
  const byTitle = new Map(grants.filter(isEvaluated).map((grant) => [titleOf(grant), grant]));
  const unexplained = [...byTitle].flatMap(([title, { needed }]) =>
    needed.length > 0 || Object.hasOwn(unusedBySamples, title)
      ? []
      : [`${title}: no sample needs it, and there is no reason`],
  );
  const stale = Object.entries(unusedBySamples).flatMap(([title, reason]) => {
    const grant = byTitle.get(title);
    if (grant === undefined) return [`${title}: there is no such statement`];
    if (grant.needed.length > 0) return [`${title}: a sample needs it: remove it from the list`];
    const problem = staleReason(reason, grant);
    return problem === undefined ? [] : [`${title}: ${problem}`];
  });
  return [...unexplained, ...stale];
}

function staleReason(reason: Reason, { used }: RoleGrant): string | undefined {
  if ('scenario' in reason)
    return scenarios.some(({ name }) => name === reason.scenario)
      ? undefined
      : `there is no scenario ${reason.scenario}`;
  if ('notAsked' in reason) return used.length === 0 ? undefined : `a local service asks for ${used.join(', ')}`;
  const file = join(root, reason.file);
  if (!existsSync(file)) return `there is no ${reason.file}`;
  return readFileSync(file, 'utf8').includes(reason.has) ? undefined : `${reason.file} does not have \`${reason.has}\``;
}
