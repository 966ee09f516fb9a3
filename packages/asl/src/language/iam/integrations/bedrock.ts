import type { ArgumentValue } from '../argument-value';
import { type DeploymentTarget, regionalArn } from '../deployment-target';
import { anyBecause, arns, type Grant, type GrantedResources } from '../grant';
import { invocationArns, systemProfile } from '../inference-profile';
import { resourcesNamed, type ServiceCall } from '../task-call';
import { type IntegrationRule, type IntegrationRules, waitsForJob } from './rule';
import { objectsAt, passRole } from './shared-grants';

/** The optimized integration of Bedrock: https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html */
export const bedrockRules: IntegrationRules = {
  'bedrock:invokeModel': (call) => [
    ...invokeModel(call),
    ...(call.arguments.has('Input', 'S3Uri')
      ? [{ actions: ['s3:GetObject'], resources: objectsAt(call.target, call.arguments.value('Input', 'S3Uri')) }]
      : []),
    ...(call.arguments.has('Output', 'S3Uri')
      ? [{ actions: ['s3:PutObject'], resources: objectsAt(call.target, call.arguments.value('Output', 'S3Uri')) }]
      : []),
  ],
  'bedrock:createModelCustomizationJob': (call) => [
    { actions: ['bedrock:CreateModelCustomizationJob'], resources: customizationResources(call) },
    ...taggedAtCreation(call),
    passRole(call.target, call.arguments.value('RoleArn'), 'bedrock.amazonaws.com'),
    ...(waitsForJob(call) ? [watchedCustomization(call)] : []),
  ],
};

/** By the AWS SDK. bedrockruntime: every operation that calls a model needs the one action InvokeModel. */
export const bedrockSdkRules: IntegrationRules = {
  // https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-permissions.html
  'bedrock:createModelInvocationJob': (call) => [
    { actions: ['bedrock:CreateModelInvocationJob'], resources: invocationJobResources(call) },
  ],
  // https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-permissions-general.html
  'bedrockagentruntime:retrieveAndGenerate': ({ target, arguments: given }) => [
    { actions: ['bedrock:RetrieveAndGenerate'], resources: anyBecause('NoResourceLevelPermissions') },
    ...given.named(/^KnowledgeBaseId$/).map(({ value }) => ({
      actions: ['bedrock:Retrieve'],
      resources: resourcesNamed(value, (id) => regionalArn(target, 'bedrock', `knowledge-base/${id}`)),
    })),
  ],
  'bedrockruntime:converse': (call) => invokeModel(call),
  'bedrockruntime:invokeModel': (call) => invokeModel(call),
  'bedrockruntime:startAsyncInvoke': (call) => [
    ...invokeModel(call),
    {
      actions: ['s3:PutObject'],
      resources: objectsAt(call.target, call.arguments.value('OutputDataConfig', 'S3OutputDataConfig', 'S3Uri'), true),
    },
  ],
  'bedrockruntime:countTokens': ({ target, arguments: given }) => [
    { actions: ['bedrock:CountTokens'], resources: modelResources(target, given.value('ModelId')) },
  ],
  'bedrockruntime:applyGuardrail': ({ target, arguments: given }) => [
    { actions: ['bedrock:ApplyGuardrail'], resources: guardrailResources(target, given.value('GuardrailIdentifier')) },
  ],
};

const invokeModel: IntegrationRule = ({ target, arguments: given }) => {
  const guardrail = given.has('GuardrailIdentifier')
    ? given.value('GuardrailIdentifier')
    : given.value('GuardrailConfig', 'GuardrailIdentifier');
  const resources = modelResources(target, given.value('ModelId'));
  const grants: Grant[] = [{ actions: ['bedrock:InvokeModel'], resources }, ...modelsBehindProfiles(target, resources)];
  if (guardrail.kind === 'absent') return grants;
  return [...grants, { actions: ['bedrock:ApplyGuardrail'], resources: guardrailResources(target, guardrail) }];
};

/**
 * A model id, or an inference profile, which needs the profile and the foundation model in every region that it routes to:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function modelResources(target: DeploymentTarget, modelId: ArgumentValue): GrantedResources {
  const named = resourcesNamed(modelId, (id) => {
    if (systemProfile(id) !== undefined) return routedArns(target, id);
    if (!id.includes('*') && !id.includes('${')) return invocationArns(target, { modelId: id });
    return [
      ...invocationArns(target, { modelId: id, regions: ['*'] }),
      regionalArn(target, 'bedrock', `inference-profile/${id}`),
    ];
  });
  if (named.kind === 'any') return named;
  // If the caller names the model in each region itself, no region is added by guess.
  const isNamed = (id: string) => named.arns.some((arn) => arn.endsWith(`::foundation-model/${id}`));
  const routedTo = named.arns.flatMap((arn) => {
    const profileId = /^arn:[^:]*:bedrock:.*:inference-profile\/([^*]+)$/.exec(arn)?.[1] ?? '';
    const profile = systemProfile(profileId);
    return profile === undefined || isNamed(profile.modelId) ? [] : routedArns(target, profileId).slice(1);
  });
  return arns([...new Set([...named.arns, ...routedTo])], named.note);
}

/**
 * A profile of AWS and its model in the regions that it routes to: `*` for a geographic one, whose id does not name its
 * regions.
 */
function routedArns(target: DeploymentTarget, profileId: string): string[] {
  const { prefix = '', modelId = '' } = systemProfile(profileId) ?? {};
  return invocationArns(target, { modelId, profileId, regions: [prefix === 'global' ? target.region : '*'] });
}

/** The ARN of an application inference profile does not name its models: any of them, but by this profile alone. */
function modelsBehindProfiles({ partition }: DeploymentTarget, resources: GrantedResources): Grant[] {
  if (resources.kind === 'any' || resources.arns.some((arn) => arn.includes('::foundation-model/'))) return [];
  const profiles = resources.arns.filter((arn) => arn.includes(':application-inference-profile/'));
  if (profiles.length === 0) return [];
  const note = 'an application inference profile does not name its models';
  return [
    {
      actions: ['bedrock:InvokeModel'],
      resources: arns([`arn:${partition}:bedrock:*::foundation-model/*`], note),
      condition: { ArnLike: { 'bedrock:InferenceProfileArn': profiles } },
    },
  ];
}

function guardrailResources(target: DeploymentTarget, guardrail: ArgumentValue): GrantedResources {
  return resourcesNamed(guardrail, (id) => regionalArn(target, 'bedrock', `guardrail/${id}`));
}

function customizationResources({ target, arguments: given }: ServiceCall): GrantedResources {
  const base = modelResources(target, given.value('BaseModelIdentifier'));
  const own = ['custom-model/*', 'model-customization-job/*'].map((rest) => regionalArn(target, 'bedrock', rest));
  return arns([...(base.kind === 'arns' ? base.arns : []), ...own], 'the job and its model have no names beforehand');
}

/**
 * A resource that is tagged when it is created needs the permission to tag:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/tagging.html
 */
function taggedAtCreation({ target, arguments: given }: ServiceCall): readonly Grant[] {
  const tagged = { JobTags: 'model-customization-job/*', CustomModelTags: 'custom-model/*' };
  const resources = Object.entries(tagged).flatMap(([name, rest]) =>
    given.has(name) ? [regionalArn(target, 'bedrock', rest)] : [],
  );
  if (resources.length === 0) return [];
  return [
    { actions: ['bedrock:TagResource'], resources: arns(resources, 'the job and its model have no names beforehand') },
  ];
}

function invocationJobResources({ target, arguments: given }: ServiceCall): GrantedResources {
  const models = modelResources(target, given.value('ModelId'));
  if (models.kind === 'any') return models;
  return arns(
    [...models.arns, regionalArn(target, 'bedrock', 'model-invocation-job/*')],
    'the job has no id beforehand',
  );
}

function watchedCustomization({ target }: ServiceCall): Grant {
  return {
    actions: ['bedrock:GetModelCustomizationJob', 'bedrock:StopModelCustomizationJob'],
    resources: arns([regionalArn(target, 'bedrock', 'model-customization-job/*')], 'the job has no name beforehand'),
  };
}
