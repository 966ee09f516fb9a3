import { memberOf } from '../definition';
import type { DeploymentTarget } from './deployment-target';

/** What calls a model: the model itself, or an inference profile in front of it. */
export interface ModelAccess {
  /** Id of a foundation model, or the ARN of a model of one's own. */
  readonly modelId: string;
  /** `us.anthropic.…` of AWS, or the ARN of an application inference profile. */
  readonly profileId?: string;
  /**
   * The profile of AWS that an application inference profile was created from; absent: it was created from the model.
   */
  readonly copyFrom?: string;
  /** Where the model is called: the caller's own region, and those that the profile routes to. Default: the caller's own. */
  readonly regions?: readonly string[];
}

/**
 * The ARNs on which a caller needs `bedrock:InvokeModel`: the profile, and the model in each region. A global profile routes
 * everywhere, for which the model has an ARN without region.
 *
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function invocationArns(
  { partition, region, account }: Pick<DeploymentTarget, 'partition' | 'region' | 'account'>,
  { modelId, profileId, copyFrom, regions = [region] }: ModelAccess,
): string[] {
  const modelIn = (each: string) => `arn:${partition}:bedrock:${each}::foundation-model/${modelId}`;
  const models = modelId.startsWith('arn:') ? [modelId] : regions.map((each) => modelIn(each));
  if (profileId === undefined) return models;
  const profile = profileId.startsWith('arn:')
    ? profileId
    : `arn:${partition}:bedrock:${region}:${account}:inference-profile/${profileId}`;
  const isGlobal = systemProfile(copyFrom ?? profileId)?.prefix === 'global';
  return [profile, ...models, ...(isGlobal ? [modelIn('')] : [])];
}

/** Prefix and model of an inference profile's id that AWS defines, such as `eu.anthropic.…`; undefined without a known prefix. */
export function systemProfile(id: string): { readonly prefix: string; readonly modelId: string } | undefined {
  const [, prefix = '', modelId = ''] = /^([a-z-]+)\.(.+\..+)$/.exec(id) ?? [];
  return memberOf(callableFrom, prefix) === undefined ? undefined : { prefix, modelId };
}

/** Whether an inference profile of a known prefix can be called from a region. */
export function isCallableFrom(prefix: string, region: string): boolean {
  return memberOf(callableFrom, prefix)?.test(region) ?? false;
}

/** Returns the known prefixes; used in messages. */
export function knownProfilePrefixes(): string[] {
  return Object.keys(callableFrom);
}

/**
 * Regions from which profiles of a prefix can be called. Where AWS's pages leave it open the pattern is the wider one: Canada for `us`, Israel
 * for `eu`, New Zealand for `au`, and all of `ca`, `sa`, `me` and `af` [?].
 * https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-bedrock-alpha.CrossRegionInferenceProfileRegion.html
 */
const callableFrom: Readonly<Record<string, RegExp>> = {
  global: /^(?!us-gov-|us-iso|cn-)/,
  us: /^(us-(?!gov-|iso)|ca-)/,
  'us-gov': /^us-gov-/,
  eu: /^(eu-(?!iso)|il-)/,
  apac: /^(ap|me)-/,
  jp: /^ap-northeast-[13]$/,
  au: /^ap-southeast-[246]$/,
  ca: /^ca-/,
  sa: /^sa-/,
  me: /^me-/,
  af: /^af-/,
};
