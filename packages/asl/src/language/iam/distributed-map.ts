import { isJsonObject, type Json, type MapState, parseResource } from '../definition';
import type { Substitutions } from '../load';
import { type DeploymentTarget, regionalArn } from './deployment-target';
import { arns, type ReasonedGrant } from './grant';
import { bucketResources, objectResources, underBucket } from './integrations/s3';
import { bucketKey } from './integrations/used-keys';
import { type Arguments, argumentsOf } from './task-call';

/**
 * Returns what a Map needs: an inline one needs no permission; in DISTRIBUTED mode its children, its items and the
 * location of its results.
 */
export function distributedMapGrants(
  stateName: string,
  state: MapState,
  target: DeploymentTarget,
  substitutions: Substitutions,
): ReasonedGrant[] {
  const processor = state.ItemProcessor ?? state.Iterator;
  if (processor?.ProcessorConfig?.Mode !== 'DISTRIBUTED') return [];
  return [
    ...children(stateName, state, target),
    ...reader(stateName, state.ItemReader, target, substitutions),
    ...writer(stateName, state.ResultWriter, target, substitutions),
  ];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html; children are `execution:NAME/LABEL:*`. */
function children(stateName: string, { Label = '*' }: MapState, target: DeploymentTarget): ReasonedGrant[] {
  const { stateMachineName: name } = target;
  const reason = `${stateName} is a Distributed Map`;
  const own = regionalArn(target, 'states', `execution:${name}:*`);
  const child = regionalArn(target, 'states', `execution:${name}/${Label}:*`);
  return [
    {
      actions: ['states:StartExecution'],
      resources: arns([regionalArn(target, 'states', `stateMachine:${name}`)]),
      reason,
    },
    { actions: ['states:DescribeExecution', 'states:StopExecution'], resources: arns([own, child]), reason },
    { actions: ['states:RedriveExecution'], resources: arns([child]), reason: `${reason} that can be redriven` },
  ];
}

function argumentsIn(part: Json | undefined, substitutions: Substitutions): Arguments | undefined {
  if (!isJsonObject(part)) return undefined;
  return argumentsOf(part['Arguments'] ?? part['Parameters'], substitutions);
}

function reader(
  stateName: string,
  part: Json | undefined,
  target: DeploymentTarget,
  substitutions: Substitutions,
): ReasonedGrant[] {
  const given = argumentsIn(part, substitutions);
  if (given === undefined || !isJsonObject(part)) return [];
  const resource = typeof part['Resource'] === 'string' ? parseResource(part['Resource']) : undefined;
  const reason = `${stateName} reads its items`;
  if (resource?.kind === 'service' && resource.operation.startsWith('listObjects')) {
    return [{ actions: ['s3:ListBucket'], resources: bucketResources(target, given), reason }];
  }
  const decrypt = bucketKey(given, true).map((grant) => ({ ...grant, reason }));
  const config = part['ReaderConfig'];
  const inputType = isJsonObject(config) ? config['InputType'] : undefined;
  // A manifest names further files, in any bucket that holds the inventory; they are read with the same role.
  const listed =
    inputType === 'MANIFEST'
      ? [
          {
            actions: ['s3:GetObject'],
            resources: underBucket(target, given, { key: '*' }),
            reason: `${stateName} reads what its manifest lists`,
          },
        ]
      : [];
  const versioned = given.has('VersionId') ? ['s3:GetObject', 's3:GetObjectVersion'] : ['s3:GetObject'];
  return [{ actions: versioned, resources: objectResources(target, given), reason }, ...decrypt, ...listed];
}

function writer(
  stateName: string,
  part: Json | undefined,
  target: DeploymentTarget,
  substitutions: Substitutions,
): ReasonedGrant[] {
  const given = argumentsIn(part, substitutions);
  if (given === undefined) return [];
  const prefix = given.value('Prefix');
  const text = prefix.kind === 'text' || prefix.kind === 'pattern' ? prefix.text.replace(/\/$/, '') : '';
  const key = text === '' ? '*' : `${text}/*`.replace(/\*\/\*$/, '*');
  const actions = ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'];
  const reason = `${stateName} writes its results`;
  const encrypt = bucketKey(given, false).map((grant) => ({ ...grant, reason }));
  return [{ actions, resources: underBucket(target, given, { key }), reason }, ...encrypt];
}
