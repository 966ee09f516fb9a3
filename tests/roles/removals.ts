import type { RoleGrant } from '@document-pipelines/local-aws';
import { type App, withoutStatement } from './change-policies';
import { isEvaluated, titleOf } from './statement-title';

/** One statement of one role, and the change of the stack that takes it away. */
export interface Removal {
  /** `dev-document-pipeline-us-east-1 S3PutObject`. */
  readonly title: string;
  /** As the list of reasons has it: `document-pipeline S3PutObject`. */
  readonly shortTitle: string;
  /** Whether a call failed without it. */
  readonly isNeeded: boolean;
  /** Whether local services evaluate any of its actions. */
  readonly isEvaluated: boolean;
  readonly change: (app: App) => App;
}

/** Every inline statement with a Sid; the resource of a policy has its name. */
export function removalsOf(grants: readonly RoleGrant[]): readonly Removal[] {
  return grants.flatMap(({ roleArn, policy, sid, actions, needed }) => {
    if (sid === undefined) return [];
    const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    return [
      {
        title: `${role} ${sid}`,
        shortTitle: titleOf({ roleArn, sid }),
        isNeeded: needed.length > 0,
        isEvaluated: isEvaluated({ actions, sid }),
        change: withoutStatement(`aws_iam_role_policy.${policy}`, sid),
      },
    ];
  });
}
