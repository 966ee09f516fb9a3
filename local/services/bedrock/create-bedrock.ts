import type { EmbeddedService, Permission, Shape } from '../service';
import { converseOffline } from './converse';
import { converseLive, type LiveBedrock } from './live-bedrock';
import { modelArns } from './model-arns';

/** What Bedrock's stand-in is made of. */
export interface BedrockOptions {
  /** Where models and inference profiles are said to be, for the ARNs that a caller needs rights on. */
  readonly place: { readonly partition: string; readonly region: string; readonly account: string };
  /** Given, calls go to AWS instead of the offline reader. */
  readonly live?: LiveBedrock;
  /** Milliseconds; default: performance.now. */
  readonly now?: () => number;
}

/**
 * Bedrock's stand-in: Converse in the SDK's shape (camelCase). It is not a model: a deterministic offline reader fills in the tool that the
 * request forces. Every other operation is refused by name.
 */
export function createBedrock(options: BedrockOptions): EmbeddedService {
  const { live, now = () => performance.now() } = options;
  return {
    name: 'bedrock',
    operations: {
      Converse: {
        permissions: (input) => permissionsOf(input, options.place),
        run: async (input) => (live === undefined ? converseOffline(input, now) : converseLive(live, input)),
      },
    },
  };
}

function permissionsOf(input: Shape, place: BedrockOptions['place']): Permission[] {
  const arns = modelArns(String(input['modelId']), place);
  return arns.map((resource) => ({ action: 'bedrock:InvokeModel', resource }));
}
