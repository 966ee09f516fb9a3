import type { Statement } from './policy-document';

/** A statement that allows something to a role, and what was done with it. */
export interface RoleGrant {
  readonly roleArn: string;
  /** Name of the inline policy, or ARN of the managed one. */
  readonly policy: string;
  readonly sid?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Actions that it allowed. */
  readonly used: readonly string[];
  /** Actions that no other statement would have allowed: without it the call would have failed. */
  readonly needed: readonly string[];
}

/** A role's policies by name. */
export type PoliciesOfRole = readonly (readonly [policy: string, statements: readonly Statement[]])[];

/** Records which statements of which role allowed which actions. Guards that a statement that two roles have is counted for each. */
export class UsedGrants {
  /** By role and statement: whether each action was allowed by this statement alone. */
  private readonly byRole = new Map<string, Map<Statement, Map<string, boolean>>>();

  /** `isEnough`: whether something else, such as the resource's policy, allowed the action as well. */
  record(
    roleArn: string,
    action: string,
    { allowing, isEnough }: { allowing: readonly Statement[]; isEnough: boolean },
  ) {
    const ofRole = this.byRole.get(roleArn) ?? new Map<Statement, Map<string, boolean>>();
    this.byRole.set(roleArn, ofRole);
    const isNeeded = allowing.length === 1 && !isEnough;
    for (const statement of allowing) {
      const actions = ofRole.get(statement) ?? new Map<string, boolean>();
      ofRole.set(statement, actions.set(action, isNeeded || actions.get(action) === true));
    }
  }

  /** Every statement of a role that allows something. */
  grantsOf(roleArn: string, policies: PoliciesOfRole): RoleGrant[] {
    return policies.flatMap(([policy, statements]) =>
      statements
        .filter(({ effect }) => effect === 'Allow')
        .map((statement): RoleGrant => {
          const actions = [...(this.byRole.get(roleArn)?.get(statement) ?? [])];
          return {
            roleArn,
            policy,
            ...(statement.sid === undefined ? {} : { sid: statement.sid }),
            actions: statement.actions,
            resources: statement.resources ?? [],
            used: actions.map(([action]) => action).sort(),
            needed: actions.flatMap(([action, isNeeded]) => (isNeeded ? [action] : [])).sort(),
          };
        }),
    );
  }
}
