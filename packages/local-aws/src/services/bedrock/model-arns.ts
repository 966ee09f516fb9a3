import { invocationArns, systemProfile } from '@document-pipelines/asl/iam';
import type { Permission } from '../service';

/** Where models and inference profiles are. */
export interface ModelAccount {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The source of an application inference profile, by its ARN: the id of the profile of AWS or of the model that it was made from. */
  readonly profileSources?: Readonly<Record<string, string>>;
}

/**
 * Returns the permissions that a caller needs for an action on a model by its id. As on AWS, an inference profile needs the right on
 * itself and on the model behind it, of the regions it routes to in the one region that there is locally; a global one also on the
 * model's ARN without region. Behind a profile the model's permission carries the key `bedrock:InferenceProfileArn`.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function modelPermissions(action: string, modelId: string, localAccount: ModelAccount): Permission[] {
  const [first = '', ...behind] = arnsOf(modelId, localAccount);
  const conditionKeys = { 'bedrock:InferenceProfileArn': first };
  return [{ action, resource: first }, ...behind.map((resource) => ({ action, resource, conditionKeys }))];
}

function arnsOf(id: string, localAccount: ModelAccount): string[] {
  const source = localAccount.profileSources?.[id];
  const profile = systemProfile(source ?? id);
  if (source === undefined) {
    return invocationArns(
      localAccount,
      profile === undefined ? { modelId: id } : { modelId: profile.modelId, profileId: id },
    );
  }
  return invocationArns(localAccount, { modelId: profile?.modelId ?? source, profileId: id, copyFrom: source });
}
