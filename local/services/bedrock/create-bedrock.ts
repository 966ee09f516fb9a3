import type { EmbeddedService, Permission, Shape } from '../service';
import type { Converse } from './converse-shapes';
import { modelArns } from './model-arns';

/** What Bedrock's local implementation is made of. */
export interface BedrockOptions {
  /** Where models and inference profiles are, for the ARNs that a caller needs rights on. */
  readonly place: { readonly partition: string; readonly region: string; readonly account: string };
  /** Answers the requests that the caller's policies allow. */
  readonly converse: Converse;
}

/** Bedrock's local implementation: Converse in the SDK's shape (camelCase). Every other operation is rejected by name. */
export function createBedrock({ place, converse }: BedrockOptions): EmbeddedService {
  return {
    name: 'bedrock',
    operations: {
      Converse: {
        permissions: (input) => permissionsOf(input, place),
        run: (input, _caller, gone) => converse.converse(input, gone),
      },
    },
  };
}

function permissionsOf(input: Shape, place: BedrockOptions['place']): Permission[] {
  const arns = modelArns(String(input['modelId']), place);
  return arns.map((resource) => ({ action: 'bedrock:InvokeModel', resource }));
}
