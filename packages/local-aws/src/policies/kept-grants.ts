import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../json-file';
import type { Policies } from './policies';
import type { RoleGrant } from './used-grants';

const fileName = 'grants.json';

/** Adds what statements were used for to what earlier runs in the state folder used; a statement that has changed begins again. */
export function keepGrants(stateFolder: string, policies: Pick<Policies, 'grants'>): void {
  const before = new Map((readGrants(stateFolder) ?? []).map((grant) => [identity(grant), grant]));
  const grants = policies.grants().map((grant): RoleGrant => {
    const known = before.get(identity(grant));
    const both = (name: 'used' | 'needed') => [...new Set([...grant[name], ...(known?.[name] ?? [])])].sort();
    return { ...grant, used: both('used'), needed: both('needed') };
  });
  writeJsonFile(join(stateFolder, fileName), { grants });
}

/** Returns what the runs in a state folder used; undefined before the first run has ended. */
export function readGrants(stateFolder: string): readonly RoleGrant[] | undefined {
  return readJsonFile<{ readonly grants: readonly RoleGrant[] }>(join(stateFolder, fileName), ['grants'])?.grants;
}

function identity({ roleArn, policy, actions, resources }: RoleGrant): string {
  return JSON.stringify([roleArn, policy, actions, resources]);
}
