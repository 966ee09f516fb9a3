import type { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { invocationArns } from '../asl/iam';
import type { Substitutions, SubstitutionValue } from '../asl/load';
import type { Environment } from '../environments';
import type { PipelineFunction } from './constructs/pipeline-function';
import type { Place } from './place';

/** Text that names no resource. */
export function text(value: string): SubstitutionValue {
  return { kind: 'text', value };
}

/** Text that names a resource (a name, a URL, an ARN), with the ARN that the role is derived from. */
export function named(value: string, arn: string): SubstitutionValue {
  return { kind: 'text', value, arn };
}

/** A number, which may also stand inside an expression. */
export function number(value: number): SubstitutionValue {
  return { kind: 'number', value };
}

/**
 * The version that this deployment publishes: an execution calls the code it was deployed with to its end. The role may call
 * every version, since one that waits for a person still calls the older one after the next deployment.
 */
export function publishedVersion({ function: { qualifiedArn, arn } }: PipelineFunction): SubstitutionValue {
  const reason = 'an execution under way calls the version that it began with';
  return { kind: 'text', value: qualifiedArn, arn: `${arn}:*`, reason };
}

/**
 * The alias of a function that is called asynchronously. Its retries and its failure destination belong to the alias, so they
 * outlast every deployment (docs/decisions/asynchronous-calls-go-to-an-alias.md). The role may still call the versions that
 * definitions of earlier deployments name.
 */
export function aliased({ function: { arn } }: PipelineFunction, alias: LambdaAlias): SubstitutionValue {
  const reason = 'an execution under way may call a version that an earlier deployment named';
  return { kind: 'text', value: alias.arn, arn: `${arn}:*`, reason };
}

/** `GuardrailId` and `GuardrailVersion` where the environment has a guardrail; else neither, and what names them is left out. */
export function guardrail(place: Place, bedrock: Pick<Environment['bedrock'], 'guardrail'>): Substitutions {
  if (bedrock.guardrail === undefined) return {};
  const { id, version } = bedrock.guardrail;
  const arn = id.startsWith('arn:') ? id : place.arnOf('bedrock', `guardrail/${id}`);
  return { GuardrailId: named(id, arn), GuardrailVersion: text(version) };
}

/**
 * `Temperature`, and the texts that force a tool by their placeholders' names, as far as the environment has them; what names an
 * absent one is left out of the request.
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

/** What is asked by its id, with the ARNs on which that needs a right: the profile in this account, the model in every region. */
export function model(place: Place, { region, bedrock }: Pick<Environment, 'region' | 'bedrock'>): SubstitutionValue {
  const { modelId, inferenceProfile: profile } = bedrock;
  if (profile === undefined) return { kind: 'text', value: modelId, arns: invocationArns(place, { modelId }) };
  const { id, copyFrom, regions = [] } = profile;
  const access = { modelId, profileId: id, regions: [...new Set([region, ...regions])] };
  return {
    kind: 'text',
    value: id,
    arns: invocationArns(place, copyFrom === undefined ? access : { ...access, copyFrom }),
    reason: 'an inference profile needs its own ARN and its model in every region it routes to',
  };
}
