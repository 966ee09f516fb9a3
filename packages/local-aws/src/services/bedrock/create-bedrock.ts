import type { EmbeddedService, Permission, Shape } from '../service';
import type { Converse } from './converse-shapes';
import { type ModelAccount, modelPermissions } from './model-arns';

/** Options of Bedrock's local implementation. */
export interface BedrockOptions {
  /** Where models and inference profiles are, for the ARNs that a caller needs rights on. */
  readonly localAccount: ModelAccount;
  /** Used for requests that the caller's policies allow. */
  readonly converse: Converse;
}

/** Bedrock's local implementation: Converse in the SDK's shape (camelCase). Every other operation is rejected by name. */
export function createBedrock({ localAccount, converse }: BedrockOptions): EmbeddedService {
  return {
    name: 'bedrock',
    operations: {
      Converse: {
        permissions: (input) => permissionsOf(input, localAccount),
        run: (input, _caller, gone) => converse.converse(input, gone),
      },
    },
  };
}

function permissionsOf(input: Shape, localAccount: ModelAccount): Permission[] {
  const { guardrailIdentifier: guardrail } = (input['guardrailConfig'] ?? {}) as Shape;
  return [
    ...modelPermissions('bedrock:InvokeModel', String(input['modelId']), localAccount),
    ...(typeof guardrail === 'string' ? [guardrailPermission(guardrail, localAccount)] : []),
  ];
}

function guardrailPermission(guardrail: string, { partition, region, account }: ModelAccount): Permission {
  const arn = `arn:${partition}:bedrock:${region}:${account}:guardrail/${guardrail}`;
  return { action: 'bedrock:ApplyGuardrail', resource: guardrail.startsWith('arn:') ? guardrail : arn };
}
