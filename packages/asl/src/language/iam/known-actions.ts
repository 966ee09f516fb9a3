import { iamActions } from './actions/iam-actions';
import type { ReasonedGrant } from './grant';
import { noResourceLevelPermissions } from './sdk/resource-arns';

/**
 * A grant as IAM evaluates it: an action that IAM grants on no resource is granted on `*`, since an ARN would never match.
 * A call that names nothing, such as one with an empty list of entries, needs no permission.
 */
export function asIamEvaluates(grant: ReasonedGrant): readonly ReasonedGrant[] {
  if (grant.resources.kind === 'arns' && grant.resources.arns.length === 0) return [];
  if (grant.resources.kind === 'any' || grant.actions.every(hasResources)) return [grant];
  const onAny = grant.actions.filter((action) => !hasResources(action));
  const onArns = grant.actions.filter(hasResources);
  return [
    ...(onArns.length === 0 ? [] : [{ ...grant, actions: onArns }]),
    { ...grant, actions: onAny, resources: noResourceLevelPermissions },
  ];
}

/**
 * Actions that AWS documents with a resource although the Service Authorization Reference lists none:
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#connect-http-task-permissions
 */
const documentedWithResource: ReadonlySet<string> = new Set(['states:InvokeHTTPEndpoint']);

function hasResources(action: string): boolean {
  const [prefix = '', name = ''] = action.split(':');
  return documentedWithResource.has(action) || iamActions.find(prefix, name)?.resourceTypes.length !== 0;
}
