import type { RoleGrant } from '@document-pipelines/local-aws';

/** The name of a statement in the list of reasons: `batch-pipeline DynamodbGetItem`. */
export function titleOf({ roleArn, sid }: Pick<RoleGrant, 'roleArn' | 'sid'>): string {
  return `${/\/dev-(.*)-us-east-1$/.exec(roleArn)?.[1] ?? roleArn} ${sid?.replace(/^AnyResourceBecause/, '')}`;
}

/**
 * Whether local services ask for an action of a statement. Traces are not written locally, and the role with which API Gateway writes logs
 * belongs to the account: https://docs.aws.amazon.com/xray/latest/devguide/security_iam_service-with-iam.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function isEvaluated({ actions, sid }: Pick<RoleGrant, 'actions' | 'sid'>): boolean {
  return (
    !actions.every((action) => action.startsWith('xray:')) && sid !== 'AnyResourceBecauseItServesEveryApiOfTheAccount'
  );
}
