import { invocationArns } from '@document-pipelines/asl/iam';
import type { Substitutions, SubstitutionValue } from '@document-pipelines/asl/load';
import type { Environment } from '../../environments';
import type { DeploymentTarget } from '../deployment-target';
import { namedResource, number, text } from '../substitution-values';

type Bedrock = Environment['bedrock'];

/** A model and its inference profile: the current or the former ones. */
type ModelSettings = Pick<Bedrock, 'modelId' | 'inferenceProfile' | 'guardrail'>;

/**
 * Returns the values for the model and its guardrail: `ModelId`, and `GuardrailId` and `GuardrailVersion` if there is a
 * guardrail.
 */
export function models(
  target: DeploymentTarget,
  { region, bedrock }: Pick<Environment, 'region' | 'bedrock'>,
): ModelValues {
  return modelIds(target, region, bedrock);
}

/**
 * Returns the same values of each former model. A running execution calls the model that its version of the definition
 * names, by the current role: so the role may call these as well.
 */
export function formerModels(
  target: DeploymentTarget,
  { region, bedrock }: Pick<Environment, 'region' | 'bedrock'>,
): readonly Substitutions[] {
  return (bedrock.former ?? []).map((settings) => modelIds(target, region, settings));
}

/** Returns the ARNs of the current and former models, for permissions. */
export function modelArns(
  target: DeploymentTarget,
  environment: Pick<Environment, 'region' | 'bedrock'>,
): readonly string[] {
  const { region, bedrock } = environment;
  return [...new Set([bedrock, ...(bedrock.former ?? [])].flatMap((each) => arnsOf(target, region, each)))];
}

/**
 * Returns `Temperature`, and the strings that force a tool by their placeholders' names, if the environment sets them;
 * a placeholder without a value is left out of the request.
 */
export function modelSettings(
  { temperature, toolChoice }: Pick<Environment['bedrock'], 'temperature' | 'toolChoice'>,
  forced: Readonly<Record<string, string>>,
): Substitutions {
  return {
    ...(temperature === undefined ? {} : { Temperature: number(temperature) }),
    ...(toolChoice === undefined
      ? {}
      : Object.fromEntries(Object.entries(forced).map(([name, value]) => [name, text(value)]))),
  };
}

type ModelValues = Substitutions & { readonly ModelId: SubstitutionValue };

function modelIds(target: DeploymentTarget, region: string, settings: ModelSettings): ModelValues {
  const { modelId, inferenceProfile, guardrail } = settings;
  const model: SubstitutionValue = {
    kind: 'text',
    value: inferenceProfile?.id ?? modelId,
    arns: arnsOf(target, region, settings),
    ...(inferenceProfile === undefined
      ? {}
      : { reason: 'an inference profile needs its own ARN and its model in every region it routes to' }),
  };
  return { ModelId: model, ...(guardrail === undefined ? {} : guardrailIds(target, guardrail)) };
}

/** The literal region: a profile's own regions are literals too. */
function arnsOf(
  target: DeploymentTarget,
  region: string,
  { modelId, inferenceProfile: profile }: ModelSettings,
): string[] {
  if (profile === undefined) return invocationArns(target, { modelId });
  const { id, copyFrom, regions = [] } = profile;
  const access = { modelId, profileId: id, regions: [...new Set([region, ...regions])] };
  return invocationArns(target, copyFrom === undefined ? access : { ...access, copyFrom });
}

function guardrailIds(
  target: DeploymentTarget,
  { id, version }: NonNullable<ModelSettings['guardrail']>,
): Substitutions {
  const arn = id.startsWith('arn:') ? id : target.arnOf('bedrock', `guardrail/${id}`);
  return { GuardrailId: namedResource(id, arn), GuardrailVersion: text(version) };
}
