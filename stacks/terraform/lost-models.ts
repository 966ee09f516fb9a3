import { type Change, managedChanges, type Plan, type ResourceChange } from './plan/plan-json';

/** The models that a role may not call any more after a plan, or that are unknown before the apply. */
export interface LostModels {
  /** Of the role's policy, e.g. `aws_iam_role_policy.document-pipeline`. */
  readonly address: string;
  /** ARNs of models, inference profiles and guardrails; undefined if the policy is known only after the apply. */
  readonly arns: readonly string[] | undefined;
}

/**
 * Returns the models, inference profiles and guardrails that roles lose by a plan: running executions call them by the
 * policy as it is then.
 */
export function findLostModels(plan: Plan): LostModels[] {
  return managedChanges(plan)
    .filter(({ type }) => type === 'aws_iam_role_policy')
    .flatMap(lossBy);
}

function lossBy({ address, change: { before, after, after_unknown: unknown } }: ResourceChange): LostModels[] {
  const callable = callableBy(before);
  if (callable.length === 0) return [];
  if (unknown?.['policy'] === true) return [{ address, arns: undefined }];
  const kept = callableBy(after);
  const arns = callable.filter((arn) => !kept.some((pattern) => covers(pattern, arn)));
  return arns.length === 0 ? [] : [{ address, arns }];
}

/** Returns the warning as it is printed; empty without losses. */
export function lostModelsWarning(lost: readonly LostModels[], environment: string): string[] {
  if (lost.length === 0) return [];
  return [
    'Warning: after this plan, running executions may be denied the model or the guardrail that their definition names:',
    ...lost.flatMap(({ address, arns }) => [
      `  ${address}`,
      ...(arns?.map((arn) => `    loses ${arn}`) ?? [
        '    its policy is known only after the apply, so it was not compared',
      ]),
    ]),
    `To keep the permissions, name the former model in \`bedrock.former\` of environments/${environment}.yaml, and plan again.`,
  ];
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

const actions = ['bedrock:invokemodel', 'bedrock:applyguardrail', 'bedrock:createmodelinvocationjob'];

/**
 * Returns the models, inference profiles and guardrails that a policy allows, without the jobs of batch inference,
 * which have ARNs there too.
 */
function callableBy(policyArguments: Change['before']): string[] {
  const policy = policyArguments?.['policy'];
  if (typeof policy !== 'string') return [];
  const { Statement: statements } = JSON.parse(policy) as { readonly Statement: Statement | readonly Statement[] };
  const found = [statements].flat().flatMap(({ Effect, Action = [], Resource = [] }) => {
    const isCall = [Action].flat().some((action) => actions.includes(action.toLowerCase()));
    return Effect === 'Allow' && isCall ? [Resource].flat() : [];
  });
  return [...new Set(found)].filter((arn) => !arn.includes(':model-invocation-job/'));
}

function covers(pattern: string, arn: string): boolean {
  if (pattern === arn) return true;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return parts.length > 1 && new RegExp(`^${parts.join('.*')}$`).test(arn);
}
